// One sitting of a representative: scanned, checked, looked at, signed, printed, with the
// actions counted; the same without scripts; and a case that goes back with its reason.

import { DESKS, JOURNEY, SITTING } from '../site.mjs';
import { accept, as, complaints, look, openCase, press } from '../lib/steps.mjs';
import { Hands } from '../lib/hands.mjs';

const { newcomer } = DESKS.window;

function expect(truth, words) {
  if (!truth) throw new Error(words);
}

/** The number of somebody who was never here: whoever has the certificate already goes the usual way. */
function stranger() {
  const now = Date.now();
  const born = new Date(Date.UTC(1960, 0, 1) + (Math.floor(now / 1000) % 12_000) * 86_400_000);
  const day = born.toISOString().slice(0, 10).replaceAll('-', '');
  const digits = `990101${day}${String(now % 1000).padStart(3, '0')}`;
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
  const sum = weights.reduce((all, weight, at) => all + weight * Number(digits[at]), 0);
  return digits + '10X98765432'[sum % 11];
}

/** The market's representative has a window in the sample county; elsewhere an administrator gives one. */
const seated = (t) =>
  as(t, 'administrator', async () => {
    await t.open(SITTING.staff);
    await press(t, t.page, SITTING.representative);
    const clerk = t.page.locator(SITTING.clerk);
    if (await clerk.isChecked()) return;
    await clerk.check();
    await t.page.locator(SITTING.window).selectOption({ index: 1 });
    await press(t, t.page, SITTING.save);
  });

/** To the form of the item from the desk. */
async function sitDown(t) {
  await t.open(SITTING.path);
  await look(t, t.page);
  await press(t, t.page, SITTING.item);
}

const papers = async (t) => {
  const text = await t.page.locator('main').innerText();
  for (const words of ['已当场办结并送达', '受理通知书', '决定书', '送达回证', '查询密码']) {
    expect(text.includes(words), `the papers lack ${words}`);
  }
  await look(t, t.page);
};

const sitting = {
  name: 'representative: an item from the scan to the print in six actions',
  limit: 180_000,
  async run(t) {
    await seated(t);
    await as(t, 'approver', async () => {
      await t.page.addInitScript(() => {
        globalThis.print = () => document.documentElement.setAttribute('data-printed', '');
      });
      const hands = new Hands(t.page);
      await sitDown(t);
      await Promise.all([t.page.waitForNavigation({ waitUntil: 'load' }), hands.scan(stranger())]);
      // Who was never here says name and mobile; who was, nothing.
      await t.page.locator(JOURNEY.accept.name).fill(newcomer.name);
      await t.page.locator(JOURNEY.accept.phone).fill(newcomer.phone);
      hands.forget();
      await hands.press('Alt+a');
      await hands.pressTo('Control+Enter');
      await look(t, t.page);
      const focused = await t.page.evaluate(() => document.activeElement.name);
      expect(focused === 'password', `the focus is on "${focused}", not on the signature`);
      await hands.type(t.signIns.approver.password);
      await hands.pressTo('Control+Enter');
      await papers(t);
      await hands.press('F9');
      expect((await t.page.locator('html[data-printed]').count()) === 1, 'F9 does not print the papers');
      hands.within({ actions: 6, clicks: 0 });
      // Another item for the same person: nothing of theirs is typed again.
      await press(t, t.page, SITTING.again);
      await press(t, t.page, SITTING.other);
      const [name, phone] = [JOURNEY.accept.name, JOURNEY.accept.phone].map((field) => t.page.locator(field));
      expect((await name.inputValue()) === newcomer.name, 'the name is to be typed again');
      expect((await phone.inputValue()) === newcomer.phone, 'the mobile is to be typed again');
    });
  },
};

const plain = {
  name: 'representative: the same without scripts, and a wrong password leaves everything typed',
  javascript: false,
  limit: 180_000,
  async run(t) {
    await seated(t);
    await as(t, 'approver', async () => {
      await sitDown(t);
      await t.page.locator(JOURNEY.accept.identity).fill(stranger());
      await t.page.locator(JOURNEY.accept.name).fill(newcomer.name);
      await t.page.locator(JOURNEY.accept.phone).fill(newcomer.phone);
      for (const box of await t.page.locator(JOURNEY.accept.materials).all()) await box.check();
      await press(t, t.page, SITTING.look);
      await t.page.locator(SITTING.password).fill('Cuowu-2026');
      await Promise.all([t.page.waitForNavigation({ waitUntil: 'load' }), t.page.locator(SITTING.sign).click()]);
      const said = (await complaints(t.page)).join(' ');
      expect(said.includes('密码不对'), `a wrong password says "${said}"`);
      const phone = await t.page.locator(JOURNEY.accept.phone).inputValue();
      expect(phone === newcomer.phone, `the mobile is "${phone}" after a wrong password`);
      await t.page.locator(SITTING.password).fill(t.signIns.approver.password);
      await press(t, t.page, SITTING.sign);
      await papers(t);
    });
  },
};

const back = {
  name: 'representative: a case goes back with its reason, without scripts too',
  javascript: false,
  limit: 120_000,
  async run(t) {
    const { number } = await as(t, 'clerk', () => accept(t, t.page, t.base, JOURNEY.item));
    await as(t, 'approver', async () => {
      await openCase(t, number);
      await t.page.locator(SITTING.sendBack.open).click();
      await t.page.locator(SITTING.sendBack.reason).first().check();
      await press(t, t.page, SITTING.sendBack.submit);
      const text = await t.page.locator('main').innerText();
      expect(text.includes('已退回部门') && text.includes('原因：'), 'the reason does not stand on the case');
    });
  },
};

export const tests = [sitting, plain, back];
