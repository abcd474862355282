// From a figure to what closes it: the gap list, an order for one row, the answer, the
// check and the closing; what closing a department would give; the report that tells it.

import { WAY } from '../site.mjs';
import { as, press } from '../lib/steps.mjs';

/** Follows the first link or button and gives the main text of the page it leads to. */
async function follow(t, selector) {
  await press(t, t.page, selector);
  return t.page.locator('main').innerText();
}

const ordered = (javascript) => ({
  name: `a gap is ordered, answered, sent back, answered, closed ${javascript ? 'with' : 'without'} scripts`,
  javascript,
  limit: 120_000,
  run: async (t) => {
    const { number, slug } = await as(t, 'supervisor', () => issue(t));
    await as(t, 'editor', () => answer(t, slug, '已向省平台报送，等省里审核'));
    await as(t, 'supervisor', () => check(t, slug, 'return', '省平台上还查不到，请跟到发布为止'));
    await as(t, 'editor', () => answer(t, slug, '省平台答复本年度不再受理这一类事项'));
    const closed = await as(t, 'supervisor', () => check(t, slug, 'unattainable', '省平台书面答复不受理，见附件'));
    if (!closed.includes('不能整改')) throw new Error(`${number} is not shown as closed: ${closed}`);
    await t.open(WAY.register('closed'));
    if (!(await t.page.locator('main').innerText()).includes(number)) throw new Error(`${number} is not in the register`);
  },
});

/** One order for the first row that has none: two clicks from the figure, the third orders. */
async function issue(t) {
  await t.open(WAY.gaps);
  await t.page.locator(WAY.tick).first().check();
  await press(t, t.page, WAY.order);
  await press(t, t.page, WAY.main);
  const text = await t.page.locator('main').innerText();
  const number = /整改〔\d{4}〕\d+号/.exec(text)?.[0];
  if (!number) throw new Error(`no order has a number: ${text}`);
  const [, year, no] = /〔(\d{4})〕(\d+)号/.exec(number);
  return { number, slug: `${year}-${no}` };
}

async function answer(t, slug, words) {
  await t.open(WAY.orderOf(slug));
  await t.page.locator(WAY.answer).fill(words);
  await press(t, t.page, WAY.main);
}

async function check(t, slug, verdict, finding) {
  await t.open(WAY.orderOf(slug));
  await t.page.locator(WAY.verdict(verdict)).check();
  await t.page.locator(WAY.finding).fill(finding);
  return follow(t, WAY.main);
}

const whatIf = {
  name: 'what closing a whole department would give',
  run: (t) =>
    as(t, 'supervisor', async () => {
      await t.open(WAY.dashboard);
      const figures = async () => (await t.page.locator(WAY.values).allInnerTexts()).join(' ');
      const before = await figures();
      await t.open(WAY.whatIf);
      await t.page.locator(WAY.department).first().check();
      const text = await follow(t, WAY.main);
      if (!/\d+(\.\d+)?%/.test(text)) throw new Error(`no figure is told: ${text}`);
      await t.open(WAY.dashboard);
      if (before === '' || (await figures()) !== before) throw new Error('trying it out has changed the figures');
    }),
};

const report = (javascript) => ({
  name: `a report is made, edited and taken along ${javascript ? 'with' : 'without'} scripts`,
  javascript,
  limit: 90_000,
  run: (t) =>
    as(t, 'supervisor', async () => {
      await t.open(WAY.reports);
      const text = await follow(t, WAY.main);
      for (const words of [/网上可办率(至少 )?\d+\.\d+%/, /存在的问题和不足/, /数字的来源/]) {
        if (!words.test(text)) throw new Error(`the report does not say ${words}`);
      }
      const box = t.page.locator(WAY.paragraph('overall.scope'));
      await box.locator('summary').click();
      await box.locator('textarea').fill('全县纳入统计的政务服务事项3080项。');
      await box.locator('button').click();
      await t.page.waitForLoadState('load');
      const marked = await t.page.locator('main mark').allInnerTexts();
      if (!marked.includes('3080')) throw new Error(`the number by hand is not marked: ${marked}`);
      for (const kind of ['docx', 'pdf']) {
        const href = await t.page.locator(`main a[href$="/${kind}"]`).getAttribute('href');
        const answer = await t.page.request.get(t.base + href);
        const bytes = await answer.body();
        if (answer.status() !== 200 || bytes.length < 10_000) throw new Error(`${kind}: ${answer.status()}, ${bytes.length} bytes`);
      }
    }),
});

export const tests = [ordered(true), ordered(false), whatIf, report(true), report(false)];
