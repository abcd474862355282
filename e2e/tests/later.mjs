// What may come later and what is said otherwise, online: a material that follows after acceptance
// (容缺受理), for a single item and under a chain, from the tick over the check, the notice and the
// desk to the file that is brought; and an item's own form, asked a screen at a time.

import { CHAIN, JOURNEY, LATER } from '../site.mjs';
import { accept, as, complaints, look, press } from '../lib/steps.mjs';
import { freshContext } from '../lib/browser.mjs';
import { DESK } from '../lib/bench.mjs';

function expect(truth, words) {
  if (!truth) throw new Error(words);
}

const text = (page) => page.locator('main').innerText();

/** A picture as a phone would send it. */
const PICTURE = {
  name: '照片.png',
  mimeType: 'image/png',
  buffer: Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
    'base64',
  ),
};

/** Presses where a sentence is to follow, and gives the sentences. */
async function refusedBy(page, selector) {
  await Promise.all([page.waitForNavigation({ waitUntil: 'load' }), page.locator(selector).first().click()]);
  return complaints(page);
}

/** From the catalogue to the first question. */
async function start(t, item) {
  await t.open(`/catalogue?q=${encodeURIComponent(item)}`);
  await press(t, t.page, LATER.hit);
  await press(t, t.page, LATER.start);
  const { identity, name, phone } = JOURNEY.applicant;
  if (await t.page.locator(LATER.person).count()) await t.page.locator(LATER.person).check();
  await t.page.locator(LATER.name).fill(name);
  await t.page.locator(LATER.code).fill(identity);
  await t.page.locator(LATER.phone).fill(phone);
  await press(t, t.page, LATER.next);
}

/** What fits a question of this label. */
function fitting(label, mode) {
  if (label.includes('信用代码')) return LATER.organisation;
  if (/身份证|证件号码/.test(label)) return JOURNEY.applicant.identity;
  if (/手机|电话/.test(label)) return JOURNEY.applicant.phone;
  if (/计划|预计|拟/.test(label) && /日期|时间/.test(label)) {
    return new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10);
  }
  if (/日期|年月|时间/.test(label)) return '2026-01-05';
  if (/姓名|负责人|代表人/.test(label)) return JOURNEY.applicant.name;
  return mode === 'numeric' || mode === 'decimal' ? '20' : '文澜路88号';
}

/** Something for everything a screen asks. */
async function answer(page) {
  const chosen = new Set();
  for (const box of await page.locator(LATER.asked).all()) {
    if (!(await box.isVisible())) continue;
    const { name, type, tag, mode, label } = await box.evaluate((e) => ({
      name: e.name,
      type: e.type,
      tag: e.tagName,
      mode: e.inputMode,
      label: e.labels?.[0]?.innerText ?? '',
    }));
    if (tag === 'SELECT') await box.selectOption({ index: 1 });
    else if (type === 'radio' || type === 'checkbox') {
      if (!chosen.has(name)) await box.check();
      chosen.add(name);
    } else if (!(await box.inputValue())) {
      await box.fill(fitting(label, mode));
    }
  }
}

async function throughQuestions(t) {
  const screens = [];
  for (let screen = 0; t.page.url().includes('/questions/'); screen += 1) {
    expect(screen < 10, 'the questions do not end');
    screens.push(await text(t.page));
    await answer(t.page);
    await press(t, t.page, LATER.next);
  }
  return screens;
}

const single = (javascript) => ({
  name: `a material is promised online, owed from acceptance, and brought as a file ${javascript ? 'with' : 'without'} scripts`,
  javascript,
  limit: 180_000,
  async run(t) {
    t.signInOf('clerk');
    await start(t, LATER.item);
    await throughQuestions(t);
    expect((await text(t.page)).includes('先受理，后补材料'), 'what may follow is not offered');
    await t.page.locator(LATER.follows).first().check();
    const said = await refusedBy(t.page, LATER.keep);
    expect(said.join(' ').includes('我承诺按期补齐'), `a promise without a signature: ${said.join(' ')}`);
    expect(await t.page.locator(LATER.follows).first().isChecked(), 'what was ticked is gone');
    await look(t, t.page);
    await t.page.locator(LATER.signed).check();
    await press(t, t.page, LATER.keep);
    await press(t, t.page, LATER.onward);
    const check = await text(t.page);
    expect(check.includes('受理后再补的材料'), 'the check does not name what follows');
    expect(/最迟 \d+月\d+日/.test(check) && check.includes('视为撤回'), 'neither day nor consequence is told');
    await press(t, t.page, LATER.next);
    const own = await t.context.cookies();
    const number = (await t.page.locator(LATER.facts).first().innerText()).trim();
    expect((await text(t.page)).includes('答应后补的材料'), 'the own page does not say what was promised');
    await as(t, 'clerk', async () => {
      await t.open(`/cases/${number}`);
      expect((await text(t.page)).includes('网上承诺'), 'the window does not see the promise');
      for (const box of await t.page.locator(LATER.receive.materials).all()) await box.check();
      await t.page.locator(LATER.receive.last).uncheck();
      expect(await t.page.locator(LATER.receive.deferred).first().isChecked(), 'the promise is not ticked');
      await press(t, t.page, LATER.receive.submit);
      await t.open(`/cases/${number}/receipt`);
      expect((await text(t.page)).includes('容缺后补材料'), 'the notice does not print what follows');
    });
    await t.context.clearCookies();
    await t.context.addCookies(own);
    await t.open('/cases/own/materials');
    expect((await text(t.page)).includes('答应后补'), 'the applicant does not see what is owed');
    await t.page.locator(LATER.file).first().setInputFiles(PICTURE);
    if (javascript) await t.page.waitForNavigation({ waitUntil: 'load' }).catch(() => {});
    else await press(t, t.page, LATER.upload);
    await t.open('/cases/own');
    expect(!(await text(t.page)).includes('答应后补的材料'), 'what was brought is still owed');
  },
});

/** A chain of the sample county in which a material may follow with everybody who asks for it. */
async function lenient(t, page) {
  const { chains } = await (await t.context.request.get(t.base + CHAIN.model)).json();
  for (const { code } of chains) {
    await page.goto(t.base + CHAIN.apply(code));
    const person = page.locator(CHAIN.person);
    if ((await page.locator(LATER.chain.follows).count()) > 0 && (await person.count()) > 0) return code;
  }
  return t.skip('no chain of the sample county lets a material follow');
}

const joint = (javascript) => ({
  name: `under a chain a material is promised once for all ${javascript ? 'with' : 'without'} scripts`,
  javascript,
  limit: 240_000,
  async run(t) {
    t.signInOf('clerk');
    const context = await freshContext(t.browser, { javascript, viewport: DESK });
    try {
      const page = await context.newPage();
      await lenient(t, page);
      const { identity, name, phone } = JOURNEY.applicant;
      await page.locator(CHAIN.person).check();
      await page.locator(CHAIN.applicant).fill(name);
      await page.locator(CHAIN.code).fill(identity);
      await page.locator(CHAIN.phone).fill(phone);
      await answer(page);
      for (const box of await page.locator(CHAIN.materials).all()) await box.check();
      const follows = page.locator(LATER.chain.follows).first();
      const place = await follows.getAttribute('value');
      await page.locator(`${CHAIN.materials}[value="${place}"]`).uncheck();
      await follows.check();
      const said = await refusedBy(page, CHAIN.check);
      expect(said.join(' ').includes('我承诺按期补齐'), `a promise without a signature: ${said.join(' ')}`);
      await page.locator(LATER.chain.signed).check();
      await page.locator(CHAIN.phone).fill(phone);
      await page.locator(CHAIN.code).fill(identity);
      await press(t, page, CHAIN.check);
      expect((await text(page)).includes('受理后再补'), 'the check does not name what follows');
      await press(t, page, CHAIN.send);
      const [number] = await page.locator(CHAIN.told).allInnerTexts();
      await as(t, 'clerk', async () => {
        await t.open(CHAIN.matter(number));
        for (const box of await t.page.locator(CHAIN.received).all()) {
          if ((await box.getAttribute('value')) !== place) await box.check();
        }
        expect((await text(t.page)).includes('申请人网上已承诺'), 'the window does not see the promise');
        await press(t, t.page, CHAIN.accept);
        expect((await text(t.page)).includes('补交容缺材料'), 'nothing is owed after the acceptance');
        await t.open(`${CHAIN.matter(number)}/receipt`);
        expect((await text(t.page)).includes('容缺后补材料'), 'the notice does not print what follows');
      });
      await page.goto(t.base + CHAIN.own);
      const owed = await text(page);
      expect(owed.includes('答应后补的材料') && /请在 \d+月\d+日/.test(owed), 'the applicant is told no day');
      await page.locator(LATER.chain.file(place)).setInputFiles(PICTURE);
      await press(t, page, LATER.chain.upload(place));
      expect(!(await text(page)).includes('答应后补的材料'), 'what was brought is still owed');
    } finally {
      await context.close();
    }
  },
});

/** Fills a chain's form in and sends it; its number. */
async function applied(t, page, code) {
  const { identity, name, phone } = JOURNEY.applicant;
  await page.goto(t.base + CHAIN.apply(code));
  await page.locator(CHAIN.person).check();
  await page.locator(CHAIN.applicant).fill(name);
  await page.locator(CHAIN.code).fill(identity);
  await page.locator(CHAIN.phone).fill(phone);
  await answer(page);
  for (const box of await page.locator(CHAIN.materials).all()) await box.check();
  await press(t, page, CHAIN.check);
  await press(t, page, CHAIN.send);
  return (await page.locator(CHAIN.told).allInnerTexts())[0];
}

const returned = (javascript) => ({
  name: `a returned member is handed in again by its applicant and accepted ${javascript ? 'with' : 'without'} scripts`,
  javascript,
  limit: 240_000,
  async run(t) {
    t.signInOf('clerk');
    const { back } = LATER;
    const context = await freshContext(t.browser, { javascript, viewport: DESK });
    try {
      const page = await context.newPage();
      const number = await applied(t, page, await lenient(t, page));
      await as(t, 'clerk', async () => {
        await t.open(CHAIN.matter(number));
        await press(t, t.page, back.case);
        await t.page.locator(back.fold).first().click();
        await t.page.locator(back.how).check();
        await t.page.locator(back.why).fill(JOURNEY.reason);
        await press(t, t.page, back.submit);
      });
      // What follows from it is done by a job every ten seconds.
      const end = Date.now() + 40_000;
      for (await page.goto(t.base + CHAIN.own); (await page.locator(back.again).count()) === 0; await page.reload()) {
        expect(Date.now() < end, 'the applicant is not told that it was returned');
        await new Promise((resolve) => setTimeout(resolve, 2_000));
      }
      expect((await text(page)).includes(JOURNEY.reason), 'the reason does not reach the applicant');
      await look(t, page);
      await press(t, page, back.again);
      expect((await page.locator(back.again).count()) === 0, 'it waits to be handed in again');
      await as(t, 'clerk', async () => {
        await t.open(CHAIN.matter(number));
        expect((await t.page.locator('main table').innerText()).includes('退件'), 'the case before is not named');
        for (const box of await t.page.locator(CHAIN.received).all()) await box.check();
        await press(t, t.page, CHAIN.accept);
        expect((await text(t.page)).includes('审查中'), 'what was handed in again is not accepted');
      });
    } finally {
      await context.close();
    }
  },
});

const ownForm = (javascript) => ({
  name: `an item with a form of its own is applied for a screen at a time ${javascript ? 'with' : 'without'} scripts`,
  javascript,
  limit: 180_000,
  async run(t) {
    await start(t, LATER.withForm);
    expect(t.page.url().includes('/questions/1'), `the first question is at ${t.page.url()}`);
    // Nothing answered: what must be is told at its place, and the screen stays.
    const said = await refusedBy(t.page, LATER.next);
    expect(said.length > 0, 'a screen without its answers is passed');
    const screens = await throughQuestions(t);
    expect(screens.length > 1, `the form has ${screens.length} screens`);
    await press(t, t.page, LATER.onward);
    const rows = await t.page.locator(LATER.rows).count();
    expect(rows >= 3, `the check shows ${rows} answers`);
    await press(t, t.page, LATER.next);
    expect((await text(t.page)).includes('已提交') || (await text(t.page)).includes('等窗口受理'), 'it is not sent in');
  },
});

/** At the window: the applicant's identity card is in the register. */
async function registered(t) {
  const { identity, name } = JOURNEY.applicant;
  const { register } = LATER;
  await t.open(register.path);
  await t.page.locator(register.person).check();
  await t.page.locator(register.code).fill(identity);
  await t.page.locator(register.holder).fill(name);
  await t.page.locator(register.name).fill(register.kind);
  await t.page.locator(register.number).fill(identity);
  await t.page.locator(register.issuer).fill('县公安局');
  await t.page.locator(register.on).fill('2020-05-01');
  await t.page.locator(register.seen).check();
  await Promise.all([
    t.page.waitForNavigation({ waitUntil: 'load' }),
    t.page.locator(register.submit).first().click(),
  ]);
  const said = (await complaints(t.page)).join(' ');
  // Another run may have put it there before.
  expect(said === '' || said.includes('已'), `the certificate is not registered: ${said}`);
}

/** A chain of the sample county whose one list asks for a material of this name. */
async function asking(t, material) {
  const { chains } = await (await t.context.request.get(t.base + CHAIN.model)).json();
  for (const { code } of chains) {
    const { materials, applicants } = await (await t.context.request.get(`${t.base}${CHAIN.model}/${code}`)).json();
    if (applicants.includes('person') && materials.some((m) => m.name === material)) return code;
  }
  return t.skip(`no chain of the sample county asks for ${material}`);
}

const certificates = (javascript) => ({
  name: `a certificate stands for a material of a matter, is put aside and taken up ${javascript ? 'with' : 'without'} scripts`,
  javascript,
  limit: 180_000,
  async run(t) {
    const receipt = await as(t, 'clerk', async () => {
      const receipt = await accept(t, t.page, t.base, JOURNEY.item);
      await registered(t);
      return receipt;
    });
    const { register } = LATER;
    const code = await asking(t, register.kind);
    const context = await freshContext(t.browser, { javascript, viewport: DESK });
    try {
      const page = await context.newPage();
      await page.goto(t.base + CHAIN.apply(code));
      await page.locator(LATER.earlier.fold).click();
      await page.locator(LATER.earlier.number).fill(receipt.number);
      await page.locator(LATER.earlier.password).fill(receipt.password);
      await press(t, page, LATER.earlier.prove);
      expect((await text(page)).includes('电子证照'), 'the certificate of the earlier case is not found');
      const held = page.locator(LATER.held).first();
      expect(await held.isChecked(), 'the certificate is not used by itself');
      await held.uncheck();
      await page.locator(CHAIN.phone).fill(JOURNEY.applicant.phone);
      await answer(page);
      await press(t, page, CHAIN.check);
      expect(!(await text(page)).includes('用电子证照（'), 'a certificate that was put aside is used');
      await page.goto(t.base + CHAIN.apply(code));
      expect(!(await page.locator(LATER.held).first().isChecked()), 'it is not remembered that it was put aside');
      await page.locator(LATER.held).first().check();
      await press(t, page, CHAIN.check);
      expect((await text(page)).includes('用电子证照（'), 'a certificate that was taken up again is not used');
    } finally {
      await context.close();
    }
  },
});

export const tests = [
  certificates(true),
  certificates(false),
  single(true),
  single(false),
  joint(true),
  joint(false),
  returned(true),
  returned(false),
  ownForm(true),
  ownForm(false),
];
