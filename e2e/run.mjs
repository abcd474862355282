// Runs the browser tests of tests/*.mjs against a server that is already running:
//
//   node e2e/run.mjs http://127.0.0.1:8080 [--grep TEXT]
//
// A test file exports `tests = [{ name, run(t) }]`; see lib/bench.mjs for what a
// test may ask for. The last line printed is `N passed, N failed, N skipped`; the
// exit code is 0 only when nothing failed. Screenshots of failures go to e2e/out/.
//
// Environment: ONEDOOR_SIGNINS  {"clerk": {"login": "…", "password": "…"}, …}
//              ONEDOOR_CHROMIUM the browser, /usr/bin/chromium where not set

import { mkdir, readdir, rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import path from 'node:path';
import { launch } from './lib/browser.mjs';
import { Bench, Skip } from './lib/bench.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));
const out = path.join(here, 'out');
const TIME_LIMIT_MS = 60_000;

function options(words) {
  const grepAt = words.indexOf('--grep');
  const grep = grepAt >= 0 ? words.splice(grepAt, 2)[1] : '';
  const [base] = words;
  if (words.length !== 1 || grep === undefined || !/^https?:\/\//.test(base)) {
    throw new Error('usage: node e2e/run.mjs BASE_URL [--grep TEXT]');
  }
  return { base: base.replace(/\/+$/, ''), grep };
}

async function load(grep) {
  const names = (await readdir(path.join(here, 'tests'))).filter((name) => name.endsWith('.mjs'));
  const all = [];
  for (const file of names.sort()) {
    const { tests } = await import(`./tests/${file}`);
    for (const test of tests) {
      all.push({ ...test, name: `${file.replace(/\.mjs$/, '')} ${test.name}` });
    }
  }
  return all.filter((test) => test.name.includes(grep));
}

/** Playwright colours its messages even where nobody sees colours. */
function plain(text) {
  return text?.replace(/\u001b\[\d*m/g, '');
}

function within(promise, ms) {
  let timer;
  const limit = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`took longer than ${ms / 1000} s`)), ms);
  });
  return Promise.race([promise, limit]).finally(() => clearTimeout(timer));
}

async function runOne(browser, site, test, shared) {
  const bench = await Bench.open(browser, site, test, shared);
  try {
    await within(test.run(bench), test.limit ?? TIME_LIMIT_MS);
    return { result: 'passed' };
  } catch (error) {
    if (error instanceof Skip) return { result: 'skipped', why: error.message };
    const file = path.join(out, `${test.name.replace(/[^\p{L}\p{N}]+/gu, '-').slice(0, 100)}.png`);
    // A page that never loaded has no picture; the error itself says enough.
    await bench.page.screenshot({ path: file, timeout: 5_000 }).catch(() => {});
    return { result: 'failed', why: plain(error.message), stack: plain(error.stack), url: bench.page.url() };
  } finally {
    await bench.close();
  }
}

async function main() {
  const { base, grep } = options(process.argv.slice(2));
  const signIns = JSON.parse(process.env.ONEDOOR_SIGNINS || '{}');
  const tests = await load(grep);
  await rm(out, { recursive: true, force: true });
  await mkdir(out, { recursive: true });
  const browser = await launch();
  const count = { passed: 0, failed: 0, skipped: 0 };
  const shared = { signedIn: new Map(), weights: new Map(), out };
  try {
    for (const test of tests) {
      const { result, why, stack, url } = await runOne(browser, { base, signIns }, test, shared);
      count[result] += 1;
      const line = why?.split('\n')[0];
      if (result === 'passed') console.log(`ok      ${test.name}`);
      if (result === 'skipped') console.log(`SKIPPED ${test.name}: ${line}`);
      if (result === 'failed') {
        console.log(`FAILED  ${test.name}: ${line}`);
        console.log(`        at ${url}\n${(stack ?? why).replace(/^/gm, '        ')}`);
      }
    }
  } finally {
    await browser.close();
  }
  console.log(`${count.passed} passed, ${count.failed} failed, ${count.skipped} skipped`);
  return count.failed === 0 && tests.length > 0 ? 0 : 1;
}

main().then(
  (code) => process.exit(code),
  (error) => {
    console.error(error);
    process.exit(1);
  },
);
