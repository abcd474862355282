// A renaming campaign at the width of a phone: a report with a picture of the plate, the township's desk, its acceptance. Wants the sample county with a campaign that runs.

import { signIn } from '../lib/sign-in.mjs';
import { as, look, press } from '../lib/steps.mjs';

const PICTURE = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

function expect(truth, words) {
  if (!truth) throw new Error(words);
}

/** The sample's second helper, who works at a township's centre. */
const TOWNSHIP = 'zhandian02';

/** The township finds the report at its desk and accepts it; the station then carries its name. */
async function accepted(t, { task, station, right }) {
  await t.context.clearCookies();
  await signIn(t.page, t.base, { ...t.signInOf('helper'), login: TOWNSHIP });
  await t.open('/stations/work');
  await look(t, t.page);
  await press(t, t.page, `main #tasks a[href="${task}"]`);
  expect((await t.page.locator('main a[href^="/stations/photos/"]').count()) === 1, 'the picture is not offered');
  await press(t, t.page, 'main form[action$="/settle"] button[value="accept"]');
  expect((await t.page.locator('.notice').innerText()).startsWith('已验收'), 'nothing was accepted');
  await t.open(`/stations/${station}`);
  await look(t, t.page);
  expect((await t.page.locator('h1').innerText()).trim() === right, 'the station does not carry its new name');
}

const campaign = (javascript) => ({
  name: `stations: a new name from a phone ${javascript ? 'with' : 'without'} scripts`,
  javascript,
  run: async (t) => {
    await t.page.setViewportSize({ width: 360, height: 740 });
    await as(t, 'editor', async () => {
      await t.open('/stations/renaming');
      await press(t, t.page, 'main section a[href^="/stations/renaming/"]');
      const open = t.page.locator('main tr:has-text("待更名") th a');
      expect((await open.count()) > 0, 'no task is open');
      await open.first().click();
      await t.page.waitForLoadState('load');
      await look(t, t.page);
      const right = await t.page.locator('main dl.facts b').innerText();
      await t.page.locator('main input[name="name"]').fill(`${right}便民室`);
      await t.page.locator('main input[name="photo"]').setInputFiles({ name: 'plate.png', mimeType: 'image/png', buffer: PICTURE });
      await Promise.all([t.page.waitForNavigation(), t.page.locator('main form[action$="/report"] button').click()]);
      const said = await t.page.locator('main [role="alert"]').innerText();
      expect(said.includes(right), `the right name is not told: ${said}`);
      await t.page.locator('main input[name="name"]').fill(right);
      await t.page.locator('main input[name="photo"]').setInputFiles({ name: 'plate.png', mimeType: 'image/png', buffer: PICTURE });
      await press(t, t.page, 'main form[action$="/report"] button');
      expect((await t.page.locator('.notice').innerText()).startsWith('已上报'), 'nothing was reported');
      expect((await t.page.locator('main form[action$="/settle"]').count()) === 0, 'one may accept the own report');
      const task = new URL(t.page.url()).pathname;
      const station = task.split('/').pop();
      // Whoever works at the centre above is posted there, unless the sample did so.
      await t.open(`/stations/${station.slice(0, 9)}000`);
      await t.page.locator('main input[name="login"]').fill(TOWNSHIP);
      await Promise.all([t.page.waitForNavigation(), t.page.locator('main form[action$="/posts"] button').click()]);
      await accepted(t, { task, station, right });
    });
  },
});

export const tests = [campaign(true), campaign(false)];
