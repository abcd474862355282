// A city with two counties below, each opened with the program itself: the sample county, whose snapshots are sent up over the
// network, and one that says nothing. In folders that are gone afterwards.

import { execFile, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { ADMIN, freePort, untilItAnswers } from './county.mjs';

const run = promisify(execFile);
const REPORTED_WITHIN_MS = 120_000;

async function ended(child) {
  if (!child || child.exitCode !== null || child.signalCode !== null) return;
  const end = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  await end;
}

/** Opens them, waits until the city has a report, lets `act({ base, admin, county, silent, exchange })` use it. */
export async function withCity(program, act) {
  const folder = await mkdtemp(path.join(tmpdir(), 'onedoor-city-'));
  const children = [];
  try {
    const env = { ...process.env, ONEDOOR_ADMIN_PASSWORD: ADMIN.password };
    const call = async (place, ...words) => {
      const { stdout } = await run(program, ['--data', path.join(folder, place), ...words], { env, maxBuffer: 64 * 1024 * 1024 });
      return stdout;
    };
    const open = (place, name, code) => call(place, 'init', '--name', name, '--code', code, '--admin-login', ADMIN.login, '--json');
    const key = async (place) => JSON.parse(await call(place, 'exchange', 'key', '--json'));
    await open('city', '样例市', '990100');
    await open('silent', '白水县', '990199');
    await call('county', 'demo', '--no-serve');
    const host = `127.0.0.1:${await freePort()}`;
    const [city, county, silent] = [await key('city'), await key('county'), await key('silent')];
    const know = (place, node, name, address) =>
      call(place, 'exchange', 'peer', '--code', node.node, '--name', name, '--key', node.public_key, '--address', address, '--push-to', host);
    await know('city', county, '青禾县', '');
    await know('city', silent, '白水县', '');
    await know('county', city, '样例市', `http://${host}`);
    const server = spawn(program, ['--data', path.join(folder, 'city'), 'serve', '--level', 'city', '--listen', host], { stdio: 'ignore' });
    children.push(server);
    await untilItAnswers(`http://${host}`, server);
    // Snapshots go up before items and cases; nobody waits for those here.
    // One that was ended holds its lease for a minute: it is tried again until it is let in.
    const exchange = async (what, enough) => {
      const words = ['--data', path.join(folder, 'county'), 'exchange', what, '--push-to', host];
      const end = Date.now() + REPORTED_WITHIN_MS;
      let child;
      while (!(await enough()) && Date.now() < end) {
        if (!child || child.exitCode !== null) {
          child = spawn(program, words, { stdio: 'ignore' });
          children.push(child);
        }
        await new Promise((resolve) => setTimeout(resolve, 500));
      }
      await ended(child);
    };
    const rank = async () => JSON.parse(await call('city', 'rank', '--json'));
    await exchange('push', async () => (await rank()).counties.some((one) => one.report));
    return await act({ base: `http://${host}`, admin: ADMIN, county: county.node, silent: silent.node, exchange });
  } finally {
    for (const child of children) await ended(child);
    await rm(folder, { recursive: true, force: true });
  }
}
