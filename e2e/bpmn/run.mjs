// Holds BPMN exports against bpmn-moddle (do they parse without a warning, does every
// reference resolve, does every node have its drawing?) and bpmnlint (the rules that
// modelers recommend):
//
//   BPMN_OUT=/some/folder cargo test -p onedoor-papers --lib exports_for_other_validators
//   npm ci --prefix e2e/bpmn && node e2e/bpmn/run.mjs /some/folder
//
// The last line printed is `N passed, N failed, N skipped`; the exit code is 0 only when
// nothing failed. Where the packages are not installed and npm cannot be reached, it
// says so and skips.

import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import path from 'node:path';

const here = path.dirname(fileURLToPath(import.meta.url));

/** Installs what the lock file names; false where npm cannot be reached. */
function ready() {
  if (existsSync(path.join(here, 'node_modules', 'bpmn-moddle'))) {
    return true;
  }
  try {
    execFileSync('npm', ['ping', '--prefix', here], { stdio: 'ignore', timeout: 20_000 });
  } catch {
    return false;
  }
  execFileSync('npm', ['ci', '--prefix', here], { stdio: 'inherit', timeout: 300_000 });
  return true;
}

/** Every element once, with its own children only. */
function* elements(element, seen = new Set()) {
  if (seen.has(element)) {
    return;
  }
  seen.add(element);
  yield element;
  for (const property of element.$descriptor?.properties ?? []) {
    if (property.isReference || property.isAttr) {
      continue;
    }
    const value = element.get(property.name);
    for (const child of Array.isArray(value) ? value : [value]) {
      if (child && child.$type) {
        yield* elements(child, seen);
      }
    }
  }
}

/** What is wrong with one file, in words. */
async function faults(text, { BpmnModdle, Linter, resolver, config }) {
  const moddle = new BpmnModdle();
  const { rootElement, warnings, references } = await moddle.fromXML(text, 'bpmn:Definitions');
  const wrong = warnings.map((w) => `moddle: ${w.message}`);
  const all = [...elements(rootElement)];
  const ids = new Set(all.map((e) => e.id).filter(Boolean));
  for (const { element, property, id } of references) {
    if (!ids.has(id)) {
      wrong.push(`reference: ${element.$type} ${property} ${id}`);
    }
  }
  const drawn = new Set(all.filter((e) => e.$type.startsWith('bpmndi:')).map((e) => e.bpmnElement?.id));
  for (const element of all) {
    const wanted = element.$instanceOf?.('bpmn:FlowElement') || element.$instanceOf?.('bpmn:Lane');
    if (wanted && !drawn.has(element.id)) {
      wrong.push(`drawing: ${element.$type} ${element.id}`);
    }
  }
  const reports = await new Linter({ config, resolver }).lint(rootElement);
  for (const [rule, found] of Object.entries(reports)) {
    for (const report of found.filter((r) => r.category === 'error' || r.category === 'warn')) {
      wrong.push(`${rule}: ${report.id} ${report.message}`);
    }
  }
  return wrong;
}

async function main(folder) {
  if (!folder) {
    throw new Error('usage: node e2e/bpmn/run.mjs FOLDER');
  }
  const names = (await readdir(folder)).filter((name) => name.endsWith('.bpmn')).sort();
  if (names.length === 0) {
    throw new Error(`no .bpmn file in ${folder}`);
  }
  if (!ready()) {
    console.log('SKIPPED: npm cannot be reached, and bpmn-moddle is not installed');
    console.log(`0 passed, 0 failed, ${names.length} skipped`);
    return;
  }
  const { BpmnModdle } = await import('bpmn-moddle');
  const { Linter } = await import('bpmnlint');
  const { default: NodeResolver } = await import('bpmnlint/lib/resolver/node-resolver.js');
  const tools = { BpmnModdle, Linter, resolver: new NodeResolver(), config: { extends: 'bpmnlint:recommended' } };
  let failed = 0;
  for (const name of names) {
    const wrong = await faults(await readFile(path.join(folder, name), 'utf8'), tools);
    failed += wrong.length > 0 ? 1 : 0;
    console.log(`${wrong.length > 0 ? 'FAILED' : 'ok'} ${name}`);
    wrong.forEach((line) => console.log(`  ${line}`));
  }
  console.log(`${names.length - failed} passed, ${failed} failed, 0 skipped`);
  process.exitCode = failed > 0 ? 1 : 0;
}

await main(process.argv[2]);
