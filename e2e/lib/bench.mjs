// What a test gets: a fresh browser context with one page, the server's address,
// the sample sign-ins, and a record of everything the page loaded or complained of.
//
// A test may say beside its name and run(t):
//   javascript: false            the page runs without scripts
//   viewport: { width, height }  1366×768 where not said
//   limit: ms                    instead of a minute

import { signIn } from './sign-in.mjs';
import { freshContext } from './browser.mjs';
import { Watch } from './watch.mjs';

export const DESK = { width: 1366, height: 768 };

/** Thrown by a test that cannot run here; its message is the reason. */
export class Skip extends Error {}

export class Bench {
  static async open(browser, { base, signIns }, test, shared) {
    const bench = new Bench();
    Object.assign(bench, { base, signIns, browser, shared });
    bench.javascript = test.javascript ?? true;
    bench.context = await freshContext(browser, {
      javascript: bench.javascript,
      viewport: test.viewport ?? DESK,
    });
    bench.context.setDefaultTimeout(10_000);
    bench.page = await bench.context.newPage();
    bench.watch = await Watch.on(bench.page, base);
    return bench;
  }

  async close() {
    await this.context.close();
  }

  skip(reason) {
    throw new Skip(reason);
  }

  /** Opens a path of the server and insists on the status. */
  async open(path, status = 200) {
    const response = await this.page.goto(this.base + path, { waitUntil: 'load' });
    if (response.status() !== status) {
      throw new Error(`${path} answered ${response.status()}, not ${status}`);
    }
    return response;
  }

  /** Signs in through the form, as a person does. */
  async signInAs(role) {
    await signIn(this.page, this.base, this.signInOf(role));
  }

  /** Signs in once a run and reuses the session, where signing in is not the matter. */
  async becomes(role) {
    const cookies = this.shared.signedIn.get(role);
    if (cookies) {
      await this.context.addCookies(cookies);
      return;
    }
    const other = await freshContext(this.browser, { javascript: true, viewport: DESK });
    try {
      await signIn(await other.newPage(), this.base, this.signInOf(role));
      this.shared.signedIn.set(role, await other.cookies());
    } finally {
      await other.close();
    }
    await this.context.addCookies(this.shared.signedIn.get(role));
  }

  signInOf(role) {
    const found = this.signIns[role];
    return found ?? this.skip(`no sample sign-in for the role ${role}`);
  }
}
