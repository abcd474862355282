// A clerk's hands stay on the keyboard: F3 to the search, a few letters, the arrow,
// Enter, the form with Tab and Space, Ctrl+Enter to accept, and F3 again for the next.

import { JOURNEY } from '../site.mjs';
import { as, look, receiptOf } from '../lib/steps.mjs';
import { every, quiet } from '../lib/checks.mjs';

/** Presses a key that leads to another page. */
async function keyTo(t, key) {
  await Promise.all([t.page.waitForNavigation({ waitUntil: 'load' }), t.page.keyboard.press(key)]);
}

/** Presses Tab until `selector` has the focus. */
async function tabTo(t, selector, most = 20) {
  for (let pressed = 0; pressed < most; pressed += 1) {
    await t.page.keyboard.press('Tab');
    const there = await t.page.locator(selector).first().evaluate((one) => one === document.activeElement);
    if (there) return;
  }
  throw new Error(`${most} presses of Tab do not reach ${selector}`);
}

async function chooseItem(t) {
  const { accept: at, item } = JOURNEY;
  await t.page.keyboard.press('F3');
  const focused = await t.page.locator(at.search).evaluate((one) => one === document.activeElement);
  if (!focused) throw new Error('F3 does not lead to the search');
  await t.page.keyboard.type(item, { delay: 15 });
  await t.page.locator(at.suggestions).first().waitFor();
  await t.page.keyboard.press('ArrowDown');
  await keyTo(t, 'Enter');
  if (!new URL(t.page.url()).search) throw new Error('Enter on a suggestion does not choose it');
}

async function typeApplicant(t) {
  const { accept: at, applicant } = JOURNEY;
  await tabTo(t, at.personRadio);
  await t.page.keyboard.press('Space');
  for (const [field, text] of [
    [at.identity, applicant.identity],
    [at.name, applicant.name],
    [at.phone, applicant.phone],
  ]) {
    await tabTo(t, field, 4);
    // Slower than a scanner: what comes faster is taken for a scan.
    await t.page.keyboard.type(text, { delay: 45 });
  }
  if (await t.page.locator(at.onPaper).count()) {
    await tabTo(t, at.onPaper, 4);
    await t.page.keyboard.press('Space');
  }
}

const intake = {
  name: 'a case accepted without the mouse',
  limit: 120_000,
  run: (t) =>
    as(t, 'clerk', async () => {
      const { accept: at } = JOURNEY;
      await t.open('/cases');
      await keyTo(t, 'F3');
      await chooseItem(t);
      await typeApplicant(t);
      // The material that was forgotten is pointed at, and what was typed is still there.
      await keyTo(t, 'Control+Enter');
      const problems = await t.page.locator(at.problems).count();
      if (problems === 0) throw new Error('a case without its materials was accepted');
      const kept = await t.page.locator(at.identity).inputValue();
      if (kept !== JOURNEY.applicant.identity) throw new Error('the identity number was lost');
      t.watch.complaints = t.watch.complaints.filter((line) => !line.includes('status of 422'));
      await t.page.keyboard.press('Alt+a');
      for (const box of await t.page.locator(at.materials).all()) {
        if (!(await box.isChecked())) throw new Error('Alt+A does not tick every material');
      }
      await keyTo(t, 'Control+Enter');
      await every(
        () => receiptOf(t.page),
        () => look(t, t.page),
        () => quiet(t.watch),
      );
      await keyTo(t, 'Control+ArrowDown');
      if (new URL(t.page.url()).pathname !== at.path) throw new Error('Ctrl+↓ does not lead to the next case');
    }),
};

export const tests = [intake];
