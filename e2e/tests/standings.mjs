// The city's ranking: who reported and who did not, one county opened, the rows behind its figure asked for and shown once they
// came. Starts a city with two counties of its own, because the sample is a county.

import { STAFF } from '../site.mjs';
import { withCity } from '../lib/city.mjs';
import { signIn } from '../lib/sign-in.mjs';
import { look, press } from '../lib/steps.mjs';

const SUPERVISOR = { name: '陈督', login: 'jiandu9', role: 'supervisor', fresh: 'Chengshi-paiming-26' };

function expect(truth, words) {
  if (!truth) throw new Error(words);
}

/** The administrator adds somebody who supervises; the first sign-in chooses a password. */
async function supervises(t, base, admin) {
  await signIn(t.page, base, admin);
  await t.page.goto(base + STAFF.path);
  await t.page.locator(STAFF.name).fill(SUPERVISOR.name);
  await t.page.locator(STAFF.login).fill(SUPERVISOR.login);
  await t.page.locator(STAFF.role(SUPERVISOR.role)).check();
  await press(t, t.page, STAFF.submit);
  const given = (await t.page.locator(STAFF.given).innerText()).trim();
  await t.context.clearCookies();
  await signIn(t.page, base, { login: SUPERVISOR.login, password: given });
  await t.page.locator(STAFF.own.current).fill(given);
  await t.page.locator(STAFF.own.fresh).fill(SUPERVISOR.fresh);
  await t.page.locator(STAFF.own.repeat).fill(SUPERVISOR.fresh);
  await press(t, t.page, STAFF.own.submit);
  await t.context.clearCookies();
  await signIn(t.page, base, { login: SUPERVISOR.login, password: SUPERVISOR.fresh });
}

const ranking = {
  name: 'the city ranks its counties, opens one and asks for the rows behind a figure',
  limit: 300_000,
  async run(t) {
    const program = process.env.ONEDOOR_BIN;
    if (!program) t.skip('no program to start a city with (ONEDOOR_BIN)');
    await withCity(program, async ({ base, admin, county, silent, exchange }) => {
      t.base = base;
      await supervises(t, base, admin);
      for (const size of [{ width: 1366, height: 768 }, { width: 360, height: 740 }]) {
        await t.page.setViewportSize(size);
        await t.open('/standings');
        await look(t, t.page);
        const text = await t.page.locator('main').innerText();
        expect(text.includes('没有上报，没有位次：白水县'), `${size.width}: it is not told who reported nothing`);
        expect((await t.page.locator(`main tbody a[href^="/standings/${county}"]`).count()) === 1, 'the county is not in the table');
      }
      await t.open('/standings?by=online_available_rate');
      await look(t, t.page);
      const first = t.page.locator('main tbody tr').first();
      expect((await first.innerText()).includes('青禾县'), 'whoever has a figure does not stand first');
      expect(/\d ÷ /.test(await first.innerText()), 'the figure is shown without its parts');
      await t.open(`/standings/${silent}`);
      await look(t, t.page);
      expect((await t.page.locator('h1').innerText()).includes('没有上报'), 'a silent county is not told as one');
      await t.open(`/standings/${county}`);
      await look(t, t.page);
      await press(t, t.page, 'main tbody a:has-text("未达")');
      const rows = t.page.url();
      expect((await t.page.locator('main').innerText()).includes('没有调取过'), 'rows are there that nobody asked for');
      await t.page.locator('main input[name="why"]').fill('月度抽查');
      await press(t, t.page, 'main form button.primary');
      expect((await t.page.locator('main').innerText()).includes('等对方送来'), 'the question is not told as waiting');
      const asked = async () => {
        await t.page.goto(rows);
        return (await t.page.locator('main').innerText()).includes('与上报的一致');
      };
      let polls = 0;
      await exchange('pull', async () => (polls += 1) > 10);
      await exchange('push', asked);
      expect(await asked(), 'the rows did not come, or are others');
      await look(t, t.page);
      expect((await t.page.locator('main tbody tr').count()) > 0, 'there are no rows');
    });
  },
};

export const tests = [ranking];
