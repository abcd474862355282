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

export const tests = [satisfied, corrected];
