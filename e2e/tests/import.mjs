// The catalogue from a spreadsheet: upload, a look, preview, confirm; the same table again
// changes nothing; a changed one changes one item and refuses the row it cannot read; undo.

import { TABLE } from '../site.mjs';
import { aDepartment, as, countsOf, csv, press, upload } from '../lib/steps.mjs';

const CODE = '11990101000000009X4990199001';
const ITEMS = [
  ['测试用的小餐饮备案', `${CODE}01`, '行政许可', '5个工作日'],
  ['测试用的摊位登记', `${CODE}02`, '公共服务', '3个工作日'],
];

/** `wanted` of a preview's counts; what is not named must be nought. */
function expectCounts(counts, wanted) {
  for (const [label, count] of Object.entries(wanted)) {
    if (!(label in counts)) throw new Error(`the preview has no count ${label}: ${Object.keys(counts).join(' ')}`);
    if (counts[label] !== count) throw new Error(`${label} is ${counts[label]}, not ${count}`);
  }
}

async function inTheCatalogue(t, name) {
  await t.open(TABLE.search(name));
  return (await t.page.locator(TABLE.row(name)).count()) === 1;
}

const journey = (javascript) => ({
  name: `upload, preview, confirm, again ${javascript ? 'with' : 'without'} scripts`,
  javascript,
  limit: 120_000,
  run: (t) =>
    as(t, 'editor', async () => {
      const department = await aDepartment(t, t.page);
      // Each mode brings items of its own, so that either may run alone and both together.
      const rows = ITEMS.map(([name, code, kind, limit]) => [
        department,
        javascript ? name : `${name}（无脚本）`,
        javascript ? code : code.replace(CODE, `${CODE.slice(0, -1)}2`),
        kind,
        limit,
      ]);
      await upload(t, t.page, '事项.csv', csv(rows));
      expectCounts(await countsOf(t.page), { 新增: 2, 有变化: 0, 没收下: 0 });
      if (await inTheCatalogue(t, rows[0][1])) throw new Error('the preview already changed the catalogue');

      await upload(t, t.page, '事项.csv', csv(rows));
      await press(t, t.page, TABLE.confirm);
      const done = await t.page.locator(TABLE.done).innerText();
      if (!/新增 2 项/.test(done)) throw new Error(`after confirming the page says: ${done}`);
      for (const [, name] of rows) {
        if (!(await inTheCatalogue(t, name))) throw new Error(`${name} is not in the catalogue`);
      }

      await upload(t, t.page, '事项.csv', csv(rows));
      expectCounts(await countsOf(t.page), { 新增: 0, 有变化: 0, 没收下: 0 });
      if ((await t.page.locator(TABLE.confirm).count()) > 0) throw new Error('nothing changes, yet it asks to confirm');

      const broken = [department, '没有编码的事项', '', '行政许可', ''];
      const changed = rows[0].with(4, '2个工作日');
      await upload(t, t.page, '事项改.csv', csv([changed, rows[1], broken]));
      expectCounts(await countsOf(t.page), { 新增: 0, 有变化: 1, 没收下: 1 });
      await press(t, t.page, TABLE.confirm);
      await upload(t, t.page, '事项改.csv', csv([changed, rows[1]]));
      expectCounts(await countsOf(t.page), { 新增: 0, 有变化: 0, 没收下: 0 });

      await t.open(TABLE.imports);
      await press(t, t.page, TABLE.undo);
      await press(t, t.page, TABLE.undoNow);
      const undone = await t.page.locator(TABLE.undone).innerText();
      if (!/已撤销/.test(undone)) throw new Error(`after undoing the page says: ${undone}`);
      await upload(t, t.page, '事项改.csv', csv([changed, rows[1]]));
      expectCounts(await countsOf(t.page), { 新增: 0, 有变化: 1, 没收下: 0 });
    }),
});

export const tests = [journey(true), journey(false)];
