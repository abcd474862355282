// A second county of its own, opened with the program itself: `init`, `import
// catalogue`, `serve`, in a folder that is gone afterwards.

import { execFile, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const READY_WITHIN_MS = 30_000;
export const ADMIN = { login: 'admin', password: 'Chuangjian-2026' };

export async function freePort() {
  const listener = createServer();
  await new Promise((resolve) => listener.listen(0, '127.0.0.1', resolve));
  const { port } = listener.address();
  await new Promise((resolve) => listener.close(resolve));
  return port;
}

export async function untilItAnswers(base, child) {
  const end = Date.now() + READY_WITHIN_MS;
  while (Date.now() < end) {
    if (child.exitCode !== null) throw new Error(`the second server ended with ${child.exitCode}`);
    const answer = await fetch(`${base}/health`).catch(() => undefined);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('the second server does not answer');
}

/**
 * Opens a county from a table, lets `act({ base, admin, summary })` use it, and
 * removes it. `summary` is what the import said of itself.
 */
export async function withCounty({ program, name, code, city, table }, act) {
  const folder = await mkdtemp(path.join(tmpdir(), 'onedoor-county-'));
  let child;
  try {
    const call = (...words) =>
      run(program, ['--data', folder, ...words], {
        env: { ...process.env, ONEDOOR_ADMIN_PASSWORD: ADMIN.password },
        maxBuffer: 64 * 1024 * 1024,
      });
    const who = ['--admin-login', ADMIN.login, '--admin-name', '王芳'];
    await call('init', '--name', name, '--code', code, '--city', city, ...who, '--json');
    const { stdout } = await call('import', 'catalogue', table, '--yes', '--json');
    const base = `http://127.0.0.1:${await freePort()}`;
    child = spawn(program, ['--data', folder, 'serve', '--listen', new URL(base).host], { stdio: 'ignore' });
    await untilItAnswers(base, child);
    return await act({ base, admin: ADMIN, summary: JSON.parse(stdout) });
  } finally {
    if (child && child.exitCode === null) {
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGTERM');
      await ended;
    }
    await rm(folder, { recursive: true, force: true });
  }
}
