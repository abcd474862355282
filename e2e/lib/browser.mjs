// Starts the browser: Debian's Chromium, without a call to anywhere else.

import { chromium } from 'playwright-core';

const ARGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export function launch() {
  const executablePath = process.env.ONEDOOR_CHROMIUM || '/usr/bin/chromium';
  return chromium.launch({ executablePath, args: ARGS });
}

/** A browser nobody has used before: no cookies, no cache, Chinese, Shanghai time. */
export function freshContext(browser, { javascript, viewport }) {
  return browser.newContext({
    viewport,
    javaScriptEnabled: javascript,
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    reducedMotion: 'reduce',
  });
}
