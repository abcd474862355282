// A citizen rates on a phone's screen, without signing in, with and without scripts: from the progress page to the form
// that a code on the receipt opens too. Nothing scrolls sideways, and a link is good once.

import { as, accept, look, press } from '../lib/steps.mjs';
import { noSidewaysScroll } from '../lib/checks.mjs';
import { JOURNEY } from '../site.mjs';

const PHONE = { width: 360, height: 740 };

const rated = (javascript) => ({
  name: `reviews: a citizen rates at 360 px ${javascript ? 'with' : 'without'} scripts, once`,
  javascript,
  limit: 120_000,
  async run(t) {
    const { progress } = JOURNEY;
    const receipt = await as(t, 'clerk', () => accept(t, t.page, t.base, JOURNEY.item));
    await t.context.clearCookies();
    await t.page.setViewportSize(PHONE);
    await t.open(progress.path);
    await t.page.locator(progress.number).fill(receipt.number);
    await t.page.locator(progress.password).fill(receipt.password.replaceAll(' ', ''));
    await press(t, t.page, progress.submit);
    await press(t, t.page, 'main a[href^="/reviews/link/"]');
    const link = t.page.url();
    await t.page.locator('input[name="stars"][value="2"]').check();
    await t.page.locator('details', { hasText: '不满意' }).first().locator('summary').click();
    await noSidewaysScroll(t.page);
    await t.page.locator('textarea[name="words"]').fill('等了很久');
    await press(t, t.page, 'main form button[type="submit"]');
    const said = await t.page.locator('main').innerText();
    if (!said.includes('联系您核实')) throw new Error(`nothing says what happens now: ${said}`);
    await t.page.goto(link);
    await look(t, t.page);
    if ((await t.page.locator('input[name="stars"]').count()) !== 0) throw new Error('the link opens its form twice');
  },
});

export const tests = [rated(true), rated(false)];
