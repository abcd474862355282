// What people do, one function an act, through the pages alone: accept, decide,
// complete, deliver, ask, upload. The tests put them together.

import { JOURNEY, TABLE } from '../site.mjs';
import { freshContext } from './browser.mjs';
import { every, noAxeFindings, noSidewaysScroll, rendersWhole } from './checks.mjs';
import { DESK } from './bench.mjs';

/** Looks at the page an act led to. Axe needs scripts, and tests with scripts see the same pages. */
export async function look(t, page) {
  await every(
    () => rendersWhole(page),
    () => noSidewaysScroll(page),
    () => t.javascript && noAxeFindings(page),
  );
}

/** What a page complains of, sentence by sentence. */
export function complaints(page) {
  return page.locator('main [role="alert"], main .wrong').allInnerTexts();
}

/** Presses a button or a link and looks at the page that follows. */
export async function press(t, page, selector) {
  await Promise.all([
    page.waitForNavigation({ waitUntil: 'load' }),
    page.locator(selector).first().click(),
  ]);
  const said = await complaints(page);
  if (said.length > 0) throw new Error(`after ${selector}: ${said.join(' ')}`);
  await look(t, page);
}

/** Signs out whoever is there and lets `act` be done in a role. */
export async function as(t, role, act) {
  await t.context.clearCookies();
  await t.signInAs(role);
  return act();
}

/** The number and the password that the receipt on the screen gives the applicant. */
export async function receiptOf(page) {
  const { receipt } = JOURNEY;
  const number = (await page.locator(receipt.number).first().innerText()).trim();
  const password = (await page.locator(receipt.password).first().innerText()).trim();
  if (!/^\d{4}-\d{4}-\d{2}-\d{4,}$/.test(number)) throw new Error(`the receipt's number is "${number}"`);
  if (!/^[\d ]{6,}$/.test(password)) throw new Error(`the receipt's password is "${password}"`);
  if ((await page.locator(receipt.picture).count()) !== 1) throw new Error('the receipt has no code to scan');
  return { number, password };
}

/** Fills in the applicant and hands in every material. */
export async function fillApplicant(page) {
  const { accept: at, applicant } = JOURNEY;
  await page.locator(at.person).click();
  await page.locator(at.identity).fill(applicant.identity);
  await page.locator(at.name).fill(applicant.name);
  await page.locator(at.phone).fill(applicant.phone);
  const onPaper = page.locator(at.onPaper);
  if (await onPaper.count()) await onPaper.check();
  for (const box of await page.locator(at.materials).all()) await box.check();
}

/** At the window: finds `item`, accepts a case of it, and reads the receipt. */
export async function accept(t, page, base, item) {
  const { accept: at } = JOURNEY;
  await page.goto(base + at.path);
  await page.locator(at.search).fill(item);
  await press(t, page, at.searchButton);
  await press(t, page, at.result);
  await fillApplicant(page);
  await press(t, page, at.submit);
  const paper = await page.locator(JOURNEY.receipt.paper).innerText();
  if (!paper.includes(item)) throw new Error(`the receipt does not name ${item}`);
  return receiptOf(page);
}

export async function openCase(t, number) {
  await t.open(JOURNEY.worklist.path(number));
  await press(t, t.page, JOURNEY.worklist.row(number));
}

export async function grant(t, number) {
  const { decide } = JOURNEY;
  await openCase(t, number);
  await t.page.locator(decide.grant).check();
  await t.page.locator(decide.opinion).fill(JOURNEY.opinion);
  await press(t, t.page, decide.submit);
}

export async function deny(t, number) {
  const { decide } = JOURNEY;
  await openCase(t, number);
  await t.page.locator(decide.deny).check();
  await t.page.locator(decide.reason).fill(JOURNEY.reason);
  await press(t, t.page, decide.submit);
}

/** Completes the case on the screen with a document. */
export async function complete(t, { name, number }) {
  await t.page.locator(JOURNEY.complete.documentName).fill(name);
  await t.page.locator(JOURNEY.complete.documentNumber).fill(number);
  await press(t, t.page, JOURNEY.complete.submit);
}

export async function deliver(t, number) {
  await openCase(t, number);
  await t.page.locator(JOURNEY.deliver.receiver).fill(JOURNEY.applicant.name);
  await press(t, t.page, JOURNEY.deliver.submit);
}

/** What the public page says to somebody who is not signed in: all its text, and its steps. */
export async function ask(t, base, { number, password }) {
  const { progress, applicant } = JOURNEY;
  const context = await freshContext(t.browser, { javascript: t.javascript, viewport: DESK });
  try {
    const page = await context.newPage();
    await page.goto(base + progress.path);
    await page.locator(progress.number).fill(number);
    await page.locator(progress.password).fill(password);
    await press(t, page, progress.submit);
    const text = await page.locator('main').innerText();
    if (!text.includes(number)) throw new Error('the public page is about another case');
    if (text.includes(applicant.name)) throw new Error('the public page shows the full name');
    return {
      text,
      steps: await page.locator(progress.steps).count(),
      done: await page.locator(progress.done).count(),
      denied: await page.locator(progress.denied).count(),
    };
  } finally {
    await context.close();
  }
}

/** The name of a department the editor's county has, as its pages write it. */
export async function aDepartment(t, page) {
  await page.goto(t.base + TABLE.items);
  return (await page.locator(TABLE.department).first().innerText()).trim();
}

/** A table as csv text, the way spreadsheets save it: with a mark of its encoding and CRLF. */
export function csv(rows) {
  const cell = (text) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  return `\ufeff${[TABLE.header, ...rows].map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`;
}

/** Uploads a table, finds that it was read well and goes on; the page is then its preview. */
export async function upload(t, page, name, text) {
  await page.goto(t.base + TABLE.path);
  await page.locator(TABLE.file).setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(text) });
  await press(t, page, TABLE.upload);
  await press(t, page, TABLE.goOn);
}

/** The counts of a preview by their labels: 新增, 变化, 没收下 … */
export async function countsOf(page) {
  const pairs = await page.locator(TABLE.counts).evaluateAll((divs) =>
    divs.map((div) => [
      div.querySelector('dt').innerText.trim(),
      Number(div.querySelector('dd').innerText.replace(/[^\d]/g, '')),
    ]),
  );
  if (pairs.length === 0) throw new Error('the preview has no counts');
  return Object.fromEntries(pairs);
}
