// What is asked of every page. Each check throws one sentence that says what is
// wrong and where.

import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const axeSource = await readFile(require.resolve('axe-core/axe.min.js'), 'utf8');
const axeChinese = JSON.parse(
  await readFile(require.resolve('axe-core/locales/zh_CN.json'), 'utf8'),
);
/** Everything WCAG 2.0 to 2.2 A and AA asks, and axe's own best practice. */
const AXE_TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa', 'best-practice'];

/** Runs every check, so that one visit tells all that is wrong with a page. */
export async function every(...checks) {
  const faults = [];
  for (const check of checks) {
    try {
      await check();
    } catch (error) {
      faults.push(error.message);
    }
  }
  if (faults.length > 0) throw new Error(faults.join('; '));
}

/** The findings of axe-core, in Chinese, as one line each. */
export async function axe(page) {
  await page.evaluate(axeSource);
  const violations = await page.evaluate(
    async ([locale, tags]) => {
      const axe = globalThis.axe;
      axe.configure({ locale });
      const found = await axe.run(document, {
        runOnly: { type: 'tag', values: tags },
        resultTypes: ['violations'],
      });
      return found.violations.map(({ id, help, nodes }) => ({
        id,
        help,
        targets: nodes.map((node) => node.target.join(' ')),
      }));
    },
    [axeChinese, AXE_TAGS],
  );
  return violations.map(
    ({ id, help, targets }) =>
      `${id}（${help}）${targets.slice(0, 3).join('; ')}${targets.length > 3 ? ` … ${targets.length}` : ''}`,
  );
}

export async function noAxeFindings(page) {
  const found = await axe(page);
  if (found.length > 0) throw new Error(`axe: ${found.length} findings: ${found.join(' | ')}`);
}

/**
 * Lets the checks run in a page that was loaded without scripts: axe waits on
 * promises, which never settle while scripts are off. Turning them off once more
 * first is what makes the browser take the second word as a change.
 */
export async function letChecksRun(page) {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('Emulation.setScriptExecutionDisabled', { value: true });
  await cdp.send('Emulation.setScriptExecutionDisabled', { value: false });
}

/** WCAG 1.4.10: a page may scroll down, never sideways. */
export async function noSidewaysScroll(page) {
  const wide = await page.evaluate(() => {
    const room = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= room) return null;
    const culprit = [...document.querySelectorAll('body *')].find(
      (element) => element.getBoundingClientRect().right > room + 0.5,
    );
    const name = culprit
      ? `${culprit.tagName.toLowerCase()}${culprit.id ? `#${culprit.id}` : ''}${culprit.className ? `.${culprit.className}` : ''}`
      : 'an element';
    return { room, scroll: document.documentElement.scrollWidth, name };
  });
  if (wide) {
    throw new Error(`scrolls sideways: ${wide.name} needs ${wide.scroll} px of ${wide.room}`);
  }
}

/** The frame a page has with or without scripts: one heading, one main, a title, Chinese. */
export async function rendersWhole(page) {
  const seen = await page.evaluate(() => ({
    headings: document.querySelectorAll('h1').length,
    mains: document.querySelectorAll('main').length,
    title: document.title.trim(),
    language: document.documentElement.lang,
    text: (document.querySelector('main')?.innerText ?? '').trim().length,
  }));
  const faults = [];
  if (seen.headings !== 1) faults.push(`${seen.headings} h1`);
  if (seen.mains !== 1) faults.push(`${seen.mains} main`);
  if (seen.title === '') faults.push('no title');
  if (seen.language !== 'zh-CN') faults.push(`lang is "${seen.language}"`);
  if (seen.text < 10) faults.push('main is empty');
  if (faults.length > 0) throw new Error(`does not render whole: ${faults.join(', ')}`);
}

/** The main button of a task page is in sight before anybody scrolls. */
export async function inSight(page, selector) {
  const box = await page.locator(selector).first().boundingBox();
  const { height } = page.viewportSize();
  if (!box) throw new Error(`no ${selector} on the page`);
  if (box.y < 0 || box.y + box.height > height) {
    throw new Error(`${selector} ends at ${Math.round(box.y + box.height)} px of ${height}`);
  }
}

export function quiet(watch) {
  if (watch.strangers.length > 0) {
    throw new Error(`asks another origin: ${watch.strangers.join(', ')}`);
  }
  if (watch.complaints.length > 0) {
    throw new Error(`the console complains: ${watch.complaints.join(' | ')}`);
  }
}

/** The value below which 95 in 100 of the numbers lie (nearest rank). */
export function p95(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * 0.95) - 1)];
}
