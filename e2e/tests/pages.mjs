// Every page at two sizes: answers, renders whole with and without scripts, never
// scrolls sideways, no finding of axe, light, and nothing from anywhere else.

import { LIMITS, MODES, MORE_WIDTHS, PAGES, SIZES } from '../site.mjs';
import {
  every,
  inSight,
  letChecksRun,
  noAxeFindings,
  noSidewaysScroll,
  p95,
  quiet,
  rendersWhole,
} from '../lib/checks.mjs';
import { freshContext } from '../lib/browser.mjs';
import { DESK } from '../lib/bench.mjs';
import { aDepartment, csv, upload } from '../lib/steps.mjs';

const nameOf = (page) => page.name ?? decodeURIComponent(page.path);

/** Opens a page of the table as the role that sees it; its path, for a second visit. */
async function visit(t, page) {
  if (page.as) await t.becomes(page.as);
  const path = await pathOf(t, page);
  t.watch.reset();
  await t.open(path, page.status);
  return path;
}

function pathOf(t, page) {
  if (page.from) return pathBehindLink(t, page);
  if (page.uploads) return pathOfPreview(t);
  return page.path;
}

/** Uploads a table of one good and one bad row in another context, so that the page
 * itself is still seen with an empty cache. */
async function pathOfPreview(t) {
  const context = await freshContext(t.browser, { javascript: true, viewport: DESK });
  try {
    await context.addCookies(await t.context.cookies());
    const page = await context.newPage();
    const department = await aDepartment(t, page);
    const rows = [
      [department, '只看预览的事项', '11990101000000009X499019900199', '行政许可', '5个工作日'],
      [department, '没有编码的事项', '', '行政许可', ''],
    ];
    await upload(t, page, '预览.csv', csv(rows));
    return new URL(page.url()).pathname;
  } finally {
    await context.close();
  }
}

/** The address the first such link of another page leads to; a fresh context asks
 * for it, so that the page itself is still seen with an empty cache. */
async function pathBehindLink(t, { from, link, suffix = '' }) {
  const before = await t.context.request.get(t.base + from);
  if (before.status() !== 200) throw new Error(`${from} answered ${before.status()}, not 200`);
  const href = await t.page.evaluate(
    ([html, selector]) =>
      new DOMParser().parseFromString(html, 'text/html').querySelector(selector)?.getAttribute('href'),
    [await before.text(), link],
  );
  if (!href) throw new Error(`${from} has no link ${link}`);
  const url = new URL(href, t.base + from);
  return url.pathname + suffix + url.search;
}

function light(t, name) {
  const bytes = t.watch.weight();
  t.shared.weights.set(name, bytes);
  if (bytes === 0) throw new Error('no byte was counted');
  const faults = [];
  if (bytes > LIMITS.worstBytes) faults.push(`${bytes} bytes in all`);
  if (t.watch.weightOf('Script') > LIMITS.scriptBytes) {
    faults.push(`${t.watch.weightOf('Script')} bytes of script`);
  }
  if (t.watch.weightOf('Font') > 0) faults.push('a web font');
  if (t.watch.requests.length > LIMITS.requests) faults.push(`${t.watch.requests.length} requests`);
  if (faults.length > 0) throw new Error(`too heavy: ${faults.join(', ')}`);
}

async function fitsEachWidth(page) {
  for (const { width, height } of [...SIZES, ...MORE_WIDTHS]) {
    await page.setViewportSize({ width, height });
    await noSidewaysScroll(page);
  }
}

/** A page whose status is an error makes Chromium itself write that to the console. */
function forgiveOwnStatus(t, page) {
  if (!page.status) return;
  t.watch.complaints = t.watch.complaints.filter(
    (line) => !line.includes(`responded with a status of ${page.status}`),
  );
}

const atEachSize = PAGES.flatMap((page) =>
  SIZES.map((size) => ({
    name: `${nameOf(page)} at ${size.name}`,
    viewport: { width: size.width, height: size.height },
    async run(t) {
      await visit(t, page);
      await t.page.waitForLoadState('networkidle');
      forgiveOwnStatus(t, page);
      const mustSeeButton = page.button && size.width >= 1366;
      await every(
        () => light(t, `${nameOf(page)} at ${size.name}`),
        () => quiet(t.watch),
        () => rendersWhole(t.page),
        () => noSidewaysScroll(t.page),
        () => mustSeeButton && inSight(t.page, page.button),
        () => noAxeFindings(t.page),
      );
    },
  })),
);

const withoutScripts = PAGES.map((page) => ({
  name: `${nameOf(page)} without scripts`,
  javascript: false,
  async run(t) {
    await visit(t, page);
    forgiveOwnStatus(t, page);
    await every(
      () => quiet(t.watch),
      () => rendersWhole(t.page),
      () => fitsEachWidth(t.page),
      async () => {
        await letChecksRun(t.page);
        await noAxeFindings(t.page);
      },
    );
  },
}));

const inEachMode = MODES.flatMap((mode) =>
  PAGES.filter((page) => mode.on !== 'public' || !page.as).flatMap((page) =>
    SIZES.map((size) => ({
      name: `${nameOf(page)} ${mode.name} at ${size.name}`,
      viewport: { width: size.width, height: size.height },
      async run(t) {
        const path = await visit(t, page);
        await t.open(`${path}${path.includes('?') ? '&' : '?'}${mode.query}`, page.status);
        const on = await t.page.evaluate(
          (name) => document.documentElement.hasAttribute(name),
          mode.attribute,
        );
        if (!on) throw new Error(`<html> has no ${mode.attribute}: the mode is not on`);
        await every(
          () => rendersWhole(t.page),
          () => noSidewaysScroll(t.page),
          () => noAxeFindings(t.page),
        );
      },
    })),
  ),
);

const together = {
  name: 'weight of 95 in 100 first visits',
  async run(t) {
    const weights = t.shared.weights;
    if (weights.size === 0) t.skip('no page was weighed in this run');
    const value = p95(weights.values());
    const [heaviest, most] = [...weights].sort((a, b) => b[1] - a[1])[0];
    console.log(`        ${weights.size} visits, p95 ${value} bytes, heaviest ${heaviest}: ${most}`);
    if (value > LIMITS.p95Bytes) throw new Error(`p95 is ${value} bytes`);
  },
};

export const tests = [...atEachSize, ...withoutScripts, ...inEachMode, together];
