// Hands on a keyboard and a mouse, counted: keys pressed, clicks, boxes typed into, and
// actions, of which each press, each click and each text typed into a box is one.

/** Slower than a scanner, as fast as a quick typist. */
const TYPIST_MS = 45;
/** What scanners do: 13 ms a character. */
const SCANNER_MS = 13;

export class Hands {
  constructor(page) {
    this.page = page;
    this.forget();
  }

  forget() {
    this.keys = 0;
    this.clicks = 0;
    this.actions = 0;
    this.boxes = new Set();
  }

  /** Presses a key. */
  async press(key) {
    this.keys += 1;
    this.actions += 1;
    await this.page.keyboard.press(key);
  }

  /** Presses a key that leads to another page. */
  async pressTo(key) {
    this.keys += 1;
    this.actions += 1;
    await Promise.all([this.page.waitForNavigation({ waitUntil: 'load' }), this.page.keyboard.press(key)]);
  }

  /** Types into the box that has the focus. Chinese is counted as the pinyin it takes. */
  async type(text, pinyin = text) {
    this.keys += pinyin.length;
    this.actions += 1;
    this.boxes.add(await this.page.evaluate(() => document.activeElement.name || document.activeElement.id));
    await this.page.keyboard.type(text, { delay: TYPIST_MS });
  }

  async click(selector) {
    this.clicks += 1;
    this.actions += 1;
    await this.page.locator(selector).first().click();
  }

  async clickTo(selector) {
    this.clicks += 1;
    this.actions += 1;
    await Promise.all([
      this.page.waitForNavigation({ waitUntil: 'load' }),
      this.page.locator(selector).first().click(),
    ]);
  }

  /** Fills a box with the mouse and the keyboard: a click and a text. */
  async fill(selector, text) {
    this.clicks += 1;
    this.actions += 1;
    this.keys += text.length;
    this.boxes.add(selector);
    await this.page.locator(selector).first().fill(text);
  }

  /**
   * A scan, which on most scanners ends with Enter; no hand touches a key. The moments of
   * its keys are written into them, so that a busy machine does not make it a slow typist.
   */
  async scan(text, { end = 'Enter', ime = false } = {}) {
    const cdp = await this.page.context().newCDPSession(this.page);
    const start = Date.now() / 1000;
    const keys = [...text].flatMap((char, i) => {
      const timestamp = start + (i * SCANNER_MS) / 1000;
      const code = codeOf(char);
      // What an input method takes for itself comes as 229 without its character.
      const down = ime
        ? { type: 'rawKeyDown', key: 'Process', windowsVirtualKeyCode: 229, code: code.code, modifiers: code.shift ? 8 : 0 }
        : { type: 'keyDown', key: char, text: char, code: code.code };
      return [
        { ...down, timestamp },
        { type: 'keyUp', key: char, code: code.code, timestamp: timestamp + 0.005 },
      ];
    });
    if (end) {
      const at = start + (text.length * SCANNER_MS) / 1000;
      keys.push({ type: 'keyDown', key: end, code: end, text: '\r', windowsVirtualKeyCode: 13, timestamp: at });
      keys.push({ type: 'keyUp', key: end, code: end, windowsVirtualKeyCode: 13, timestamp: at + 0.005 });
    }
    await Promise.all(keys.map((key) => cdp.send('Input.dispatchKeyEvent', key)));
    await cdp.detach().catch(() => {});
  }

  /** No more than this was needed. */
  within(limits) {
    const counted = { keys: this.keys, clicks: this.clicks, actions: this.actions, boxes: this.boxes.size };
    for (const [what, most] of Object.entries(limits)) {
      if (counted[what] > most) throw new Error(`${counted[what]} ${what} were needed, ${most} are allowed`);
    }
    console.log(`        ${JSON.stringify(counted)}`);
  }
}

const MARKS = { '-': 'Minus', '/': 'Slash', '.': 'Period', '=': 'Equal', ':': 'Semicolon', '?': 'Slash', '&': 'Digit7' };

function codeOf(char) {
  if (/\d/.test(char)) return { code: `Digit${char}`, shift: false };
  if (/[a-z]/i.test(char)) return { code: `Key${char.toUpperCase()}`, shift: /[A-Z]/.test(char) };
  return { code: MARKS[char] ?? '', shift: ':?&'.includes(char) };
}
