// One case from the window to the applicant: the clerk accepts it, the department's
// approver grants it, the clerk completes and delivers it, and the applicant, not
// signed in, finds it finished. Once with scripts and once without.

import { JOURNEY } from '../site.mjs';
import { freshContext } from '../lib/browser.mjs';
import { every, noAxeFindings, noSidewaysScroll, rendersWhole } from '../lib/checks.mjs';
import { DESK } from '../lib/bench.mjs';

/** Presses a button or a link and looks at the page that follows. */
async function press(page, selector, javascript) {
  await Promise.all([
    page.waitForNavigation({ waitUntil: 'load' }),
    page.locator(selector).first().click(),
  ]);
  const alert = await page.locator('main [role="alert"]').allInnerTexts();
  if (alert.length > 0) throw new Error(`after ${selector}: ${alert.join(' ')}`);
  await every(
    () => rendersWhole(page),
    () => noSidewaysScroll(page),
    // axe needs scripts, and the other journey sees the same pages.
    () => javascript && noAxeFindings(page),
  );
}

async function accept(t) {
  const { accept: at, applicant, item, receipt } = JOURNEY;
  await t.open(at.path);
  await t.page.locator(at.search).fill(item);
  await press(t.page, at.searchButton, t.javascript);
  await press(t.page, at.result, t.javascript);
  await t.page.locator(at.person).click();
  await t.page.locator(at.identity).fill(applicant.identity);
  await t.page.locator(at.name).fill(applicant.name);
  await t.page.locator(at.phone).fill(applicant.phone);
  for (const box of await t.page.locator(at.materials).all()) await box.check();
  await press(t.page, at.submit, t.javascript);
  const number = (await t.page.locator(receipt.number).first().innerText()).trim();
  const password = (await t.page.locator(receipt.password).first().innerText()).trim();
  if (!number || !password) throw new Error('the receipt lacks the number or the password');
  return { number, password };
}

async function openCase(t, number) {
  await t.open(JOURNEY.worklist.path(number));
  await press(t.page, JOURNEY.worklist.row(number), t.javascript);
}

async function grant(t, number) {
  await openCase(t, number);
  await t.page.locator(JOURNEY.decide.grant).check();
  await t.page.locator(JOURNEY.decide.opinion).fill(JOURNEY.opinion);
  await press(t.page, JOURNEY.decide.submit, t.javascript);
}

async function completeAndDeliver(t, number) {
  const { complete, deliver, document, applicant } = JOURNEY;
  await openCase(t, number);
  await t.page.locator(complete.documentName).fill(document.name);
  await t.page.locator(complete.documentNumber).fill(document.number);
  await press(t.page, complete.submit, t.javascript);
  await t.page.locator(deliver.receiver).fill(applicant.name);
  await press(t.page, deliver.submit, t.javascript);
}

async function askAsApplicant(t, { number, password }) {
  const { progress } = JOURNEY;
  const context = await freshContext(t.browser, { javascript: t.javascript, viewport: DESK });
  try {
    const page = await context.newPage();
    await page.goto(t.base + progress.path);
    await page.locator(progress.number).fill(number);
    await page.locator(progress.password).fill(password);
    await press(page, progress.submit, t.javascript);
    const steps = await page.locator(progress.steps).count();
    const done = await page.locator(progress.done).count();
    if (steps === 0 || done < steps) {
      throw new Error(`the public page says that ${done} of ${steps} steps are done`);
    }
    const text = await page.locator('main').innerText();
    if (!text.includes(number)) throw new Error('the public page is about another case');
    if (text.includes(JOURNEY.applicant.name)) throw new Error('the public page shows the full name');
  } finally {
    await context.close();
  }
}

async function as(t, role, act) {
  await t.context.clearCookies();
  await t.signInAs(role);
  return act();
}

const journey = (javascript) => ({
  name: `accept, grant, complete, deliver, ask ${javascript ? 'with' : 'without'} scripts`,
  javascript,
  limit: 120_000,
  async run(t) {
    // Both are asked for first: half a journey is not one.
    t.signInOf('clerk');
    t.signInOf('approver');
    const receipt = await as(t, 'clerk', () => accept(t));
    await as(t, 'approver', () => grant(t, receipt.number));
    await as(t, 'clerk', () => completeAndDeliver(t, receipt.number));
    await askAsApplicant(t, receipt);
  },
});

export const tests = [journey(true), journey(false)];
