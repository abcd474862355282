// The call desk with its keys counted: a satisfied call is eight keys from outcome to the next case; the same is done
// without scripts as a plain form.

import { as } from '../lib/steps.mjs';
import { Hands } from '../lib/hands.mjs';

function expect(truth, words) {
  if (!truth) throw new Error(words);
}

/** Slower than a scanner, which is told apart by its speed. */
const APART_MS = 60;

async function digits(t, hands, keys) {
  for (const key of keys) {
    await hands.press(key);
    await t.page.waitForTimeout(APART_MS);
  }
}

const satisfied = {
  name: 'calls: a satisfied call in eight keys, Enter brings the next case',
  limit: 60_000,
  run: (t) =>
    as(t, 'caller', async () => {
      const hands = new Hands(t.page);
      await t.open('/followup');
      await hands.pressTo('n');
      expect(/\/followup\/calls\/\d+/.test(t.page.url()), `no case to call: ${t.page.url()}`);
      const before = t.page.url().split('?')[0];
      hands.forget();
      await digits(t, hands, '1555555');
      const checked = await t.page.locator('form[data-digits] input:checked').count();
      expect(checked === 7, `${checked} answers instead of seven`);
      await hands.pressTo('Enter');
      hands.within({ boxes: 0, keys: 8, clicks: 0 });
      expect(t.page.url().split('?')[0] !== before, 'the same case again');
      expect((await t.page.locator('.notice').innerText()).startsWith('已登记'), 'nothing was written down');
    }),
};

const corrected = {
  name: 'calls: Backspace takes an answer back, an outcome without answers takes no more digits',
  limit: 60_000,
  run: (t) =>
    as(t, 'caller', async () => {
      const hands = new Hands(t.page);
      await t.open('/followup');
      await hands.pressTo('n');
      await digits(t, hands, ['1', '5', 'Backspace', 'Backspace', '2', '5']);
      const checked = await t.page.locator('form[data-digits] input:checked').evaluateAll((all) => all.map((one) => `${one.name}=${one.value}`));
      expect(checked.join() === 'outcome=2', checked.join());
    }),
};

/** The page of one call. */
const ON_CALL = /\/followup\/calls\/\d+/;

/** The department whose approver the tests sign in as. */
const OF_APPROVER = '市场监督管理局';

/** Writes a satisfied call down by keys alone; `overall` is what the whole is judged. */
async function call(t, hands, overall) {
  await digits(t, hands, '155555');
  await digits(t, hands, String(overall));
  await hands.pressTo('Enter');
  expect((await t.page.locator('.notice').innerText()).startsWith('已登记'), 'nothing was written down');
}

/** Clicks what leads to another page. */
async function follow(t, locator) {
  await Promise.all([t.page.waitForNavigation({ waitUntil: 'load' }), locator.first().click()]);
}

const whole = {
  name: 'calls: the draw is drawn again, up to ten calls by keys alone, one order closed upon its second call',
  limit: 300_000,
  run: async (t) => {
    let order = '';
    await as(t, 'caller', async () => {
      const hands = new Hands(t.page);
      await t.open('/followup');
      await follow(t, t.page.locator('main table tbody tr', { has: t.page.locator('a[href*="results"]') }).locator('th a'));
      expect((await t.page.locator('main').innerText()).includes('复核一致'), 'the draw is not what its seed says');
      await t.open('/followup');
      hands.forget();
      await hands.pressTo('n');
      for (let n = 0; n < 10; n += 1) {
        const facts = await t.page.locator('main').innerText();
        const low = order === '' && facts.includes(OF_APPROVER);
        if (low) order = new URL(t.page.url()).pathname;
        await call(t, hands, low ? 2 : 5);
        // A week has as many cases as were finished in it.
        if (!ON_CALL.test(t.page.url())) {
          expect(n >= 4, `only ${n + 1} cases to call`);
          break;
        }
      }
      hands.within({ boxes: 0, keys: 81, clicks: 0 });
      expect(order !== '', `none of the cases was of ${OF_APPROVER}`);
    });
    // Whoever calls does not see the register of orders.
    await as(t, 'supervisor', async () => {
      await t.open(order);
      order = await t.page.locator('main a[href^="/rectification/"]').first().getAttribute('href');
    });
    await as(t, 'approver', async () => {
      await t.open(order);
      await t.page.locator('textarea[name="answer"]').fill('已上门说明，窗口增开一个');
      await follow(t, t.page.locator('form[action$="/answer"] button.primary'));
    });
    await as(t, 'caller', async () => {
      const hands = new Hands(t.page);
      // A job lines the second call up within about a minute.
      for (let tries = 0; ; tries += 1) {
        await t.open('/followup');
        await hands.pressTo('n');
        if ((await t.page.locator('main').innerText()).includes('二次回访')) break;
        expect(tries < 30, 'no second call was lined up');
        await t.page.waitForTimeout(5_000);
        if (ON_CALL.test(t.page.url())) await call(t, hands, 5);
      }
      await call(t, hands, 5);
    });
    await as(t, 'supervisor', async () => {
      await t.open(order);
      expect((await t.page.locator('main').innerText()).includes('二次回访：非常满意'), 'the order does not know its second call');
      await t.page.locator('input[name="verdict"][value="met"]').check();
      await t.page.locator('textarea[name="finding"]').fill('已核实');
      await follow(t, t.page.locator('form[action$="/check"] button.primary'));
      expect((await t.page.locator('main').innerText()).includes('已销号'), 'the order is not closed');
    });
  },
};

export const tests = [satisfied, corrected, whole];
