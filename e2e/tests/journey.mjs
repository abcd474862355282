// One case from the window to the applicant: the clerk accepts it, the department's
// approver grants and completes it, the clerk delivers it, and the applicant, not
// signed in, finds it finished; once with scripts and once without. And one that is
// denied: its reason reaches the applicant word for word. What was typed outlives a
// session that ended.

import { JOURNEY, SIGN_IN } from '../site.mjs';
import {
  accept,
  as,
  ask,
  complaints,
  complete,
  deliver,
  deny,
  fillApplicant,
  grant,
  openCase,
  press,
  receiptOf,
} from '../lib/steps.mjs';

/** Both are asked for first: half a journey is not one. */
function needsBoth(t) {
  t.signInOf('clerk');
  t.signInOf('approver');
}

const granted = (javascript) => ({
  name: `accept, grant, complete, deliver, ask ${javascript ? 'with' : 'without'} scripts`,
  javascript,
  limit: 120_000,
  async run(t) {
    needsBoth(t);
    const receipt = await as(t, 'clerk', () => accept(t, t.page, t.base, JOURNEY.item));
    const early = await ask(t, t.base, receipt);
    if (early.done !== 1) throw new Error(`${early.done} steps are done before anybody decided`);
    await as(t, 'approver', async () => {
      await grant(t, receipt.number);
      await complete(t, JOURNEY.document);
    });
    await as(t, 'clerk', () => deliver(t, receipt.number));
    const seen = await ask(t, t.base, receipt);
    if (seen.steps === 0 || seen.done < seen.steps) {
      throw new Error(`the public page says that ${seen.done} of ${seen.steps} steps are done`);
    }
    if (!seen.text.includes(JOURNEY.document.name)) throw new Error('the applicant does not see what was issued');
  },
});

const denied = {
  name: 'accept, deny with a reason, complete, deliver, ask',
  limit: 120_000,
  async run(t) {
    needsBoth(t);
    const receipt = await as(t, 'clerk', () => accept(t, t.page, t.base, JOURNEY.item));
    await as(t, 'approver', async () => {
      await withoutReasonIsRefused(t, receipt.number);
      await deny(t, receipt.number);
      await complete(t, JOURNEY.denial);
    });
    await as(t, 'clerk', async () => {
      await openCase(t, receipt.number);
      const text = await t.page.locator('main').innerText();
      if (!text.includes(JOURNEY.reason)) throw new Error('the clerk does not see why it was denied');
      await deliver(t, receipt.number);
    });
    const seen = await ask(t, t.base, receipt);
    if (seen.denied !== 1) throw new Error('the public page does not mark the step that was denied');
    for (const words of [JOURNEY.reason, '行政复议', '行政诉讼']) {
      if (!seen.text.includes(words)) throw new Error(`the applicant does not read: ${words}`);
    }
  },
};

/** 行政许可法 38: a denial says why; the form keeps what was written. */
async function withoutReasonIsRefused(t, number) {
  const { decide } = JOURNEY;
  await openCase(t, number);
  await t.page.locator(decide.deny).check();
  await t.page.locator(decide.opinion).fill(JOURNEY.opinion);
  await Promise.all([t.page.waitForNavigation({ waitUntil: 'load' }), t.page.locator(decide.submit).click()]);
  if ((await complaints(t.page)).length === 0) throw new Error('a denial without a reason was taken');
  if (!(await t.page.locator(decide.deny).isChecked())) throw new Error('the choice was lost');
  const kept = await t.page.locator(decide.opinion).inputValue();
  if (kept !== JOURNEY.opinion) throw new Error(`the opinion was lost: "${kept}"`);
}

const wrongPassword = {
  name: 'a wrong query password tells nothing',
  async run(t) {
    const { progress } = JOURNEY;
    const receipt = await as(t, 'clerk', () => accept(t, t.page, t.base, JOURNEY.item));
    await t.context.clearCookies();
    const digits = receipt.password.replaceAll(' ', '');
    const wrong = digits.replace(/\d$/, (last) => String((Number(last) + 1) % 10));
    await t.open(progress.path);
    await t.page.locator(progress.number).fill(receipt.number);
    await t.page.locator(progress.password).fill(wrong);
    await Promise.all([t.page.waitForNavigation({ waitUntil: 'load' }), t.page.locator(progress.submit).click()]);
    if ((await complaints(t.page)).length === 0) throw new Error('nothing is said about the wrong password');
    const text = await t.page.locator('main').innerText();
    if (text.includes(JOURNEY.item)) throw new Error('a wrong password shows what the case is about');
  },
};

const expired = (javascript) => ({
  name: `a session that ends before the form is sent loses nothing ${javascript ? 'with' : 'without'} scripts`,
  javascript,
  run: (t) =>
    as(t, 'clerk', async () => {
      const { accept: at, item } = JOURNEY;
      await t.open(at.path);
      await t.page.locator(at.search).fill(item);
      await press(t, t.page, at.searchButton);
      await press(t, t.page, at.result);
      await fillApplicant(t.page);
      await t.context.clearCookies({ name: SIGN_IN.session });
      await press(t, t.page, at.submit);
      const { login, password } = t.signInOf('clerk');
      await t.page.locator(SIGN_IN.login).fill(login);
      await t.page.locator(SIGN_IN.password).fill(password);
      await press(t, t.page, SIGN_IN.submit);
      await press(t, t.page, SIGN_IN.resume);
      await receiptOf(t.page);
    }),
});

export const tests = [granted(true), granted(false), denied, wrongPassword, expired(true), expired(false)];
