// The index as a plain form: a weight is changed, the draft tried, a period computed, a score opened down to its rows; and
// whoever decided a late case disputes it.

import { noSidewaysScroll } from '../lib/checks.mjs';
import { as } from '../lib/steps.mjs';

function expect(truth, words) {
  if (!truth) throw new Error(words);
}

const edited = {
  name: 'scores: edit a weight, try it, compute, open a score and its rows',
  limit: 90_000,
  run: (t) =>
    as(t, 'supervisor', async () => {
      await t.open('/evaluation/index');
      await t.page.locator('details').first().locator('summary').click();
      await t.page.fill('#weight-0', '30');
      await t.page.locator('button.primary[type=submit]').click();
      expect((await t.page.locator('.notice').innerText()).startsWith('草稿已保存'), 'the draft was not saved');
      await t.open('/evaluation/index/weights');
      await t.page.selectOption('#pair-0', '3');
      await t.page.locator('button[value=try]').click();
      expect((await t.page.locator('body').innerText()).includes('CR ='), 'no consistency ratio');
      await t.open('/evaluation/index/what-if');
      expect((await t.page.locator('tbody tr').count()) > 0, 'nothing to compare');
      await t.open('/evaluation');
      const period = await t.page.inputValue('#compute');
      await t.page.locator('form[method=post] button[type=submit]').last().click();
      expect(t.page.url().includes(`period=${period}`), `not computed: ${t.page.url()}`);
      const scores = await t.page.locator('tbody th a').evaluateAll((all) => all.map((one) => one.getAttribute('href')));
      let rows = 0;
      for (const score of scores) {
        await t.open(score);
        await noSidewaysScroll(t.page);
        const leaf = t.page.locator('td a[href*="efficiency.on_time"]');
        if ((await leaf.count()) === 0) continue;
        await Promise.all([t.page.waitForURL(/leaf=/), leaf.first().click()]);
        // Rows of too few cases are withheld; which department has few depends on the day.
        rows = await t.page.locator('tbody tr').count();
        if (rows > 0) break;
      }
      expect(rows > 0, `no rows behind any of ${scores.length} scores`);
      await noSidewaysScroll(t.page);
    }),
};

const disputed = {
  name: 'scores: an approver opens the own score on a narrow screen and disputes a row',
  limit: 60_000,
  run: (t) =>
    as(t, 'approver', async () => {
      await t.page.setViewportSize({ width: 360, height: 740 });
      await t.open('/evaluation/own');
      await noSidewaysScroll(t.page);
      const scores = await t.page
        .locator('td[data-label="本人"] a')
        .evaluateAll((all) => all.map((one) => one.getAttribute('href')));
      let first = null;
      for (const score of scores) {
        await t.open(score);
        await noSidewaysScroll(t.page);
        await t.page.locator('td a[href*="efficiency.on_time"]').first().click();
        await noSidewaysScroll(t.page);
        // Rows of too few cases are withheld.
        if ((await t.page.locator('td details').count()) > 0) {
          first = t.page.locator('td details').first();
          break;
        }
      }
      expect(first !== null, `none of ${scores.length} scores shows rows that can be disputed`);
      await first.locator('summary').click();
      await first.locator('textarea').fill('那天系统停机，有通知可查');
      await first.locator('button[type=submit]').click();
      expect((await t.page.locator('.notice').innerText()).startsWith('异议已提出'), 'the dispute was not taken');
      await noSidewaysScroll(t.page);
    }),
};

export const tests = [edited, disputed];
