// The three desks, with their fields, keys and clicks counted: the window takes in, tells
// once what is missing and hands out; the department decides, alone and in a batch, and asks
// for a correction; the applicant applies, corrects and withdraws.

import { DESKS, JOURNEY } from '../site.mjs';
import { accept, as, complaints, look, openCase, press, receiptOf } from '../lib/steps.mjs';
import { freshContext } from '../lib/browser.mjs';
import { DESK } from '../lib/bench.mjs';
import { Hands } from '../lib/hands.mjs';
import { signIn } from '../lib/sign-in.mjs';

const { window: at, department, applicant } = DESKS;

function expect(truth, words) {
  if (!truth) throw new Error(words);
}

/** To the form of an item by its initials, on the keyboard alone. */
async function choose(t, hands) {
  await t.open('/cases');
  hands.forget();
  await hands.pressTo('F3');
  await hands.press('F3');
  await hands.type(at.initials);
  await t.page.locator(JOURNEY.accept.suggestions).first().waitFor();
  await hands.press('ArrowDown');
  await hands.pressTo('Enter');
}

/** A scan of the applicant's paper, which looks up what is known and comes back. */
async function scanApplicant(t, hands, code) {
  await Promise.all([t.page.waitForNavigation({ waitUntil: 'load' }), hands.scan(code)]);
  expect((await t.page.locator(JOURNEY.accept.identity).inputValue()) === code, 'the scan is not in its box');
}

const walkIn = {
  name: 'window: a walk-in case in four fields and thirty keys, and again with what is known',
  limit: 120_000,
  run: (t) =>
    as(t, 'clerk', async () => {
      const hands = new Hands(t.page);
      await choose(t, hands);
      await scanApplicant(t, hands, at.newcomer.identity);
      await hands.type(at.newcomer.name, at.newcomer.pinyin);
      await hands.press('Tab');
      await hands.type(at.newcomer.phone);
      await hands.press('Alt+a');
      await hands.pressTo('Control+Enter');
      await receiptOf(t.page);
      hands.within({ boxes: 4, keys: 30, clicks: 0 });
      // Who was here before is asked nothing again.
      await choose(t, hands);
      await scanApplicant(t, hands, at.newcomer.identity);
      await look(t, t.page);
      await hands.press('Alt+a');
      await hands.pressTo('Control+Enter');
      await receiptOf(t.page);
      hands.within({ boxes: 1, keys: 12, clicks: 0 });
    }),
};

const notice = {
  name: 'window: what is missing is told once and printed in six actions',
  limit: 90_000,
  run: (t) =>
    as(t, 'clerk', async () => {
      await t.page.addInitScript(() => {
        globalThis.print = () => document.documentElement.setAttribute('data-printed', '');
      });
      const hands = new Hands(t.page);
      await choose(t, hands);
      await scanApplicant(t, hands, JOURNEY.applicant.identity);
      await t.page.locator(JOURNEY.accept.name).fill(JOURNEY.applicant.name);
      await t.page.locator(JOURNEY.accept.phone).fill(JOURNEY.applicant.phone);
      hands.forget();
      await hands.click(JOURNEY.accept.materials);
      await hands.pressTo('F8');
      await look(t, t.page);
      await hands.press('F9');
      expect((await t.page.locator('html[data-printed]').count()) === 1, 'F9 does not print the notice');
      hands.within({ actions: 6 });
    }),
};

const park = {
  name: 'window: a form put aside is taken up again with everything in it',
  run: (t) =>
    as(t, 'clerk', async () => {
      await openForm(t);
      await t.page.locator(JOURNEY.accept.identity).fill(JOURNEY.applicant.identity);
      await t.page.locator(JOURNEY.accept.name).fill(JOURNEY.applicant.name);
      await press(t, t.page, at.park);
      await press(t, t.page, at.parked);
      const kept = await t.page.locator(JOURNEY.accept.name).inputValue();
      expect(kept === JOURNEY.applicant.name, `the name is "${kept}" after parking`);
    }),
};

async function openForm(t) {
  await t.open(JOURNEY.accept.path);
  await t.page.locator(JOURNEY.accept.search).fill(JOURNEY.item);
  await press(t, t.page, JOURNEY.accept.searchButton);
  await press(t, t.page, JOURNEY.accept.result);
}

const scanner = {
  name: 'window: a scan finds its place wherever the focus is, with and without an input method',
  limit: 120_000,
  run: (t) =>
    as(t, 'clerk', async () => {
      const hands = new Hands(t.page);
      await openForm(t);
      for (const ime of [false, true]) {
        for (const wrong of ['name', 'phone', 'what', 'id_number']) {
          if (wrong === 'what') await t.page.locator('main details:has([name="what"]) summary').click();
          const box = t.page.locator(`main [name="${wrong}"]`);
          await box.fill(wrong === 'id_number' ? '' : '甲');
          await box.focus();
          await Promise.all([
            t.page.waitForNavigation({ waitUntil: 'load' }),
            hands.scan(JOURNEY.applicant.identity, { ime, end: ime ? null : 'Enter' }),
          ]);
          const [identity, left] = await Promise.all([
            t.page.locator(JOURNEY.accept.identity).inputValue(),
            t.page.locator(`main [name="${wrong}"]`).inputValue(),
          ]);
          expect(identity === JOURNEY.applicant.identity, `scanned into ${wrong}: the number's box holds "${identity}"`);
          expect(wrong === 'id_number' || left === '甲', `scanned into ${wrong}: it holds "${left}"`);
        }
      }
      // A credit code makes the applicant an organisation.
      await t.page.locator(JOURNEY.accept.name).focus();
      await Promise.all([t.page.waitForNavigation({ waitUntil: 'load' }), hands.scan(at.organisation)]);
      expect(await t.page.locator('#kind-org').isChecked(), 'a credit code is not taken for an organisation');
      // A receipt does not throw away what was typed.
      await t.page.locator(JOURNEY.accept.name).pressSequentially('乙', { delay: 60 });
      const typed = await t.page.locator(JOURNEY.accept.name).inputValue();
      await hands.scan('2026-1120-03-0386');
      await t.page.locator(at.scanned).waitFor();
      // Down to the end, where the bar of buttons lies over nothing.
      await t.page.evaluate(() => globalThis.scrollTo(0, document.body.scrollHeight));
      await look(t, t.page);
      const left = await t.page.locator(JOURNEY.accept.name).inputValue();
      expect(typed.includes('乙') && left === typed, `a receipt made "${left}" of the name "${typed}"`);
    }),
};

const composing = {
  name: 'window: nothing is sent while a word is being composed, and full-width digits are folded',
  run: (t) =>
    as(t, 'clerk', async () => {
      await openForm(t);
      const cdp = await t.context.newCDPSession(t.page);
      const before = t.page.url();
      let left = false;
      t.page.on('framenavigated', () => {
        left = true;
      });
      await t.page.locator(JOURNEY.accept.name).focus();
      await cdp.send('Input.imeSetComposition', { text: 'tianye', selectionStart: 6, selectionEnd: 6 });
      for (const modifiers of [0, 2]) {
        const enter = { key: 'Enter', code: 'Enter', windowsVirtualKeyCode: 13, modifiers };
        await cdp.send('Input.dispatchKeyEvent', { type: 'keyDown', text: '\r', ...enter });
        await cdp.send('Input.dispatchKeyEvent', { type: 'keyUp', ...enter });
      }
      await t.page.evaluate(() => new Promise((done) => setTimeout(done, 300)));
      expect(!left && t.page.url() === before, 'Enter inside a composition sent the form');
      await cdp.send('Input.insertText', { text: '田野' });
      await t.page.locator(JOURNEY.accept.phone).fill('１３８００００００００');
      await t.page.locator(JOURNEY.accept.name).focus();
      const phone = await t.page.locator(JOURNEY.accept.phone).inputValue();
      expect(phone === '13800000000', `the mobile is "${phone}" after leaving its box`);
    }),
};

/** Granted and completed, ready to be handed out; its number. */
async function ready(t) {
  const { number } = await as(t, 'clerk', () => accept(t, t.page, t.base, JOURNEY.item));
  await as(t, 'approver', async () => {
    await openCase(t, number);
    await t.page.locator(JOURNEY.decide.grant).check();
    await press(t, t.page, JOURNEY.decide.submit);
    await t.page.locator(JOURNEY.complete.documentNumber).fill(`JY${Date.now()}`);
    await press(t, t.page, JOURNEY.complete.submit);
  });
  return number;
}

const handOut = (javascript) => ({
  name: `window: a result is handed out by scanning its receipt ${javascript ? 'with' : 'without'} scripts`,
  javascript,
  limit: 120_000,
  async run(t) {
    const number = await ready(t);
    await as(t, 'clerk', async () => {
      await t.open('/cases');
      const code = `https://hall.example/cases/progress?no=${number}`;
      if (javascript) {
        const hands = new Hands(t.page);
        await Promise.all([t.page.waitForNavigation({ waitUntil: 'load' }), hands.scan(code)]);
        const focused = await t.page.evaluate(() => document.activeElement.name);
        expect(focused === 'receiver', `the focus is on "${focused}", not on who receives it`);
        await hands.type(JOURNEY.applicant.name, 'tianye');
        await hands.pressTo('Control+Enter');
        hands.within({ actions: 2, boxes: 1 });
      } else {
        await t.page.locator(at.scan).fill(code);
        await Promise.all([t.page.waitForNavigation({ waitUntil: 'load' }), t.page.keyboard.press('Enter')]);
        await t.page.locator(JOURNEY.deliver.receiver).fill(JOURNEY.applicant.name);
        await press(t, t.page, JOURNEY.deliver.submit);
      }
      const text = await t.page.locator('main').innerText();
      expect(text.includes('已登记送达') && text.includes(number), 'the delivery was not noted');
      await look(t, t.page);
    });
  },
});

/** Whoever applied stands at the window: one key, and nobody types the name. */
const handOutToApplicant = (javascript) => ({
  name: `window: a result is handed to its applicant by one key ${javascript ? 'with' : 'without'} scripts`,
  javascript,
  limit: 120_000,
  async run(t) {
    const number = await ready(t);
    await as(t, 'clerk', async () => {
      await openCase(t, number);
      if (javascript) {
        const hands = new Hands(t.page);
        await hands.pressTo('F8');
        hands.within({ actions: 1 });
      } else {
        await press(t, t.page, at.toApplicant);
      }
      const text = await t.page.locator('main').innerText();
      expect(text.includes('已登记送达') && text.includes(number), 'the delivery was not noted');
      await openCase(t, number);
      expect((await t.page.locator('main').innerText()).includes('领取人'), 'nobody is told to have received it');
    });
  },
});

/** So many cases accepted at the window; their numbers. */
const several = (t, many) =>
  as(t, 'clerk', async () => {
    const numbers = [];
    for (let n = 0; n < many; n += 1) numbers.push((await accept(t, t.page, t.base, JOURNEY.item)).number);
    return numbers;
  });

const simpleYes = {
  name: 'department: from the list to a yes on the keyboard, three actions on the case',
  limit: 120_000,
  async run(t) {
    const [number] = await several(t, 1);
    await as(t, 'approver', async () => {
      await t.open(JOURNEY.worklist.path(number));
      const hands = new Hands(t.page);
      await hands.press('?');
      await t.page.locator(department.keys).waitFor();
      await look(t, t.page);
      await hands.press('Escape');
      await hands.press('j');
      const on = await t.page.evaluate(() => document.activeElement.textContent);
      expect(on === number, `J leads to "${on}"`);
      await hands.press('x');
      expect(await t.page.locator(department.box(number)).isChecked(), 'X does not tick the row');
      await hands.press('x');
      await hands.pressTo('Enter');
      await look(t, t.page);
      hands.forget();
      await hands.press('a');
      await hands.pressTo('Control+Enter');
      hands.within({ actions: 3 });
      const text = await t.page.locator('main').innerText();
      expect(text.includes('决定已保存') && text.includes('意见：'), 'the yes was not saved with its phrase');
    });
  },
};

const typingKeys = {
  name: 'department: keys of one letter stay away from boxes and can be switched off',
  limit: 90_000,
  async run(t) {
    const [number] = await several(t, 1);
    await as(t, 'approver', async () => {
      await openCase(t, number);
      const hands = new Hands(t.page);
      await t.page.locator(JOURNEY.decide.opinion).focus();
      await hands.type('adjx?');
      expect((await t.page.locator(JOURNEY.decide.opinion).inputValue()) === 'adjx?', 'a box does not take every letter');
      expect(!(await t.page.locator(JOURNEY.decide.grant).isChecked()), 'a letter typed into a box chose an outcome');
      await t.page.locator('main h1').click();
      await hands.press('?');
      await t.page.locator(department.keysSwitch).click();
      await hands.press('a');
      expect(!(await t.page.locator(JOURNEY.decide.grant).isChecked()), 'a key that is switched off still works');
      await hands.press('?');
      await t.page.locator(department.keysSwitch).click();
      await hands.press('a');
      expect(await t.page.locator(JOURNEY.decide.grant).isChecked(), 'the keys do not come back');
    });
  },
};

const batch = (javascript) => ({
  name: `department: several granted at once, one of them decided meanwhile ${javascript ? 'with' : 'without'} scripts`,
  javascript,
  limit: 180_000,
  async run(t) {
    const numbers = await several(t, 3);
    await as(t, 'approver', async () => {
      await t.open(department.waiting);
      for (const number of numbers) {
        // The newest are due last: they may stand on a later page.
        while ((await t.page.locator(department.box(number)).count()) === 0) await press(t, t.page, department.next);
        await t.page.locator(department.box(number)).check();
      }
      await press(t, t.page, department.batch);
      const named = await t.page.locator('main').innerText();
      for (const number of numbers) expect(named.includes(number), `the batch does not name ${number}`);
      await elsewhere(t, async (page) => {
        await page.goto(`${t.base}/cases/${numbers[1]}`);
        await page.locator(JOURNEY.decide.grant).check();
        await page.locator(JOURNEY.decide.submit).click();
        await page.waitForLoadState('load');
      });
      await t.page.locator(department.opinion).fill(JOURNEY.opinion);
      await press(t, t.page, department.grant);
      const text = await t.page.locator('main').innerText();
      expect(/已准予 2 件，没有批成 1 件/.test(text), `the answer does not count: ${text.slice(0, 200)}`);
      expect(/\d\d:\d\d 已准予这件/.test(text), 'who was faster is not named');
      expect((await t.page.locator('#kept').inputValue()) === JOURNEY.opinion, 'the words are not kept');
    });
  },
});

/** The same person at another machine. */
async function elsewhere(t, act) {
  const context = await freshContext(t.browser, { javascript: t.javascript, viewport: DESK });
  try {
    const page = await context.newPage();
    await signIn(page, t.base, t.signInOf('approver'));
    await act(page);
  } finally {
    await context.close();
  }
}

const conflict = (javascript) => ({
  name: `department: the slower of two sees who was faster and keeps the words ${javascript ? 'with' : 'without'} scripts`,
  javascript,
  limit: 120_000,
  async run(t) {
    const [number] = await several(t, 1);
    await as(t, 'approver', async () => {
      await openCase(t, number);
      await t.page.locator(JOURNEY.decide.deny).check();
      await t.page.locator(JOURNEY.decide.opinion).fill(JOURNEY.opinion);
      await t.page.locator(JOURNEY.decide.reason).fill(JOURNEY.reason);
      await elsewhere(t, async (page) => {
        await page.goto(`${t.base}/cases/${number}`);
        await page.locator(JOURNEY.decide.grant).check();
        await page.locator(JOURNEY.decide.submit).click();
        await page.waitForLoadState('load');
      });
      await Promise.all([t.page.waitForNavigation({ waitUntil: 'load' }), t.page.locator(JOURNEY.decide.submit).click()]);
      const said = (await complaints(t.page)).join(' ');
      expect(/\S+ \d\d:\d\d 已准予这件/.test(said), `it is not said who was faster: ${said}`);
      const kept = await t.page.locator('#kept').inputValue();
      expect(kept === `${JOURNEY.opinion}\n${JOURNEY.reason}`, `kept: "${kept}"`);
      await look(t, t.page);
    });
  },
});

/** Applies online from the guide; what the applicant then holds, and the clicks it took. */
async function apply(t) {
  const hands = new Hands(t.page);
  await t.open(`/catalogue?q=${encodeURIComponent(applicant.item)}`);
  await hands.clickTo(applicant.hit);
  await hands.clickTo(applicant.start);
  await look(t, t.page);
  const { identity, name, phone } = JOURNEY.applicant;
  if (await t.page.locator(applicant.person).count()) await hands.click(applicant.person);
  await hands.fill(applicant.name, name);
  await hands.fill(applicant.code, identity);
  await hands.fill(applicant.phone, phone);
  await hands.clickTo(applicant.next);
  await answer(t, hands);
  // Nothing has to be uploaded: what is not goes to the window on paper.
  return send(t, hands);
}

/** Answers what the form asks and has no answer to yet, a screen at a time; how many that were. */
async function answer(t, hands) {
  let answered = 0;
  for (let screen = 0; t.page.url().includes('/questions/'); screen += 1) {
    expect(screen < 8, 'the questions do not end');
    await look(t, t.page);
    for (const box of await t.page.locator(applicant.boxes).all()) {
      if ((await box.isVisible()) && !(await box.inputValue())) {
        hands.clicks += 1;
        answered += 1;
        await box.fill(await answerTo(box));
      }
    }
    await hands.clickTo(applicant.next);
    const said = await complaints(t.page);
    expect(said.length === 0, `a question is not answered: ${said.join(' ')}`);
  }
  return answered;
}

/** From the materials over the check to what the applicant then holds. */
async function send(t, hands) {
  await look(t, t.page);
  await hands.clickTo(applicant.onward);
  await look(t, t.page);
  await hands.clickTo(applicant.next);
  await look(t, t.page);
  const facts = await t.page.locator(applicant.facts).allInnerTexts();
  return { number: facts[0].trim(), password: facts[1].trim(), hands };
}

async function answerTo(box) {
  return (await box.getAttribute('inputmode')) === 'numeric' ? '2' : '文澜路八十八号的小吃店';
}

const online = (javascript) => ({
  name: `applicant: applies, is told once what to mend, corrects and withdraws ${javascript ? 'with' : 'without'} scripts`,
  javascript,
  limit: 240_000,
  async run(t) {
    t.signInOf('clerk');
    const { number, password, hands } = await apply(t);
    hands.within({ clicks: 18 });
    expect(/^\d{4}-\d{4}-00-\d{4,}$/.test(number), `the number is "${number}"`);
    await as(t, 'clerk', async () => {
      await t.open(`/cases/${number}`);
      await look(t, t.page);
      const desk = new Hands(t.page);
      if (javascript) {
        await desk.press('F8');
        await t.page.locator(department.lackPhrase).selectOption({ index: 1 });
        desk.actions += 1;
        await desk.pressTo('F8');
        desk.within({ actions: 5 });
      } else {
        await desk.click(department.lackFold);
        await t.page.locator(department.lackPhrase).selectOption({ index: 1 });
        desk.actions += 1;
        await desk.clickTo(department.ask);
        desk.within({ actions: 5 });
      }
      const text = await t.page.locator('main').innerText();
      expect(text.includes('已一次性告知补正'), 'the correction was not asked for');
    });
    await t.context.clearCookies();
    await t.open('/cases/own');
    await t.page.locator(applicant.number).fill(number);
    await t.page.locator(applicant.password).fill(password);
    await press(t, t.page, applicant.next);
    await press(t, t.page, applicant.correct);
    await press(t, t.page, applicant.next);
    const sent = await t.page.locator('main').innerText();
    expect(!sent.includes('在线补正'), 'the correction is still asked for');
    await t.page.locator(applicant.withdrawFold).click();
    await t.page.locator(applicant.why).fill('不开店了');
    await press(t, t.page, applicant.withdraw);
    const text = await t.page.locator('main').innerText();
    expect(text.includes('已撤回'), 'the application was not withdrawn');
  },
});

/** A photograph as a phone would send it. */
const PHOTOGRAPH = {
  name: '照片.png',
  mimeType: 'image/png',
  buffer: Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
    'base64',
  ),
};

const again = (javascript) => ({
  name: `applicant: applies once more with an earlier case and a photograph ${javascript ? 'with' : 'without'} scripts`,
  javascript,
  limit: 240_000,
  async run(t) {
    const { identity, phone } = JOURNEY.applicant;
    const first = await apply(t);
    await t.context.clearCookies();
    const hands = new Hands(t.page);
    await t.open(`/catalogue?q=${encodeURIComponent(applicant.item)}`);
    await hands.clickTo(applicant.hit);
    await hands.clickTo(applicant.start);
    await hands.click(applicant.earlierFold);
    await hands.fill(applicant.earlierNumber, first.number);
    await hands.fill(applicant.earlierPassword, '00000000');
    await hands.clickTo(applicant.again);
    expect((await complaints(t.page)).length > 0, 'a wrong password opens an earlier case');
    await hands.fill(applicant.earlierPassword, first.password);
    await hands.clickTo(applicant.again);
    await look(t, t.page);
    const told = await t.page.content();
    expect(!told.includes(identity) && !told.includes(phone), 'what is kept stands on the page unmasked');
    await hands.clickTo(applicant.next);
    const asked = await answer(t, hands);
    expect(asked === 0, `${asked} questions that were answered before are asked again`);
    const box = t.page.locator(applicant.file).first();
    if (javascript) {
      await Promise.all([t.page.waitForNavigation({ waitUntil: 'load' }), box.setInputFiles(PHOTOGRAPH)]);
    } else {
      await box.setInputFiles(PHOTOGRAPH);
      await hands.clickTo(applicant.upload);
    }
    const listed = await t.page.locator(applicant.uploaded).count();
    expect(listed === 1, `${listed} files are listed, not the one that was sent`);
    const second = await send(t, hands);
    expect(second.number !== first.number, 'the second application has the number of the first');
    await as(t, 'clerk', async () => {
      await t.open(`/cases/${second.number}`);
      const text = await t.page.locator('main').innerText();
      expect(text.includes('全部附件（1 份）'), 'the window does not see the photograph');
    });
  },
});

const archive = {
  name: 'the archive is reached from the top bar',
  run: (t) =>
    as(t, 'editor', async () => {
      await t.open('/');
      await press(t, t.page, 'header a[href="/archive"]');
      expect(new URL(t.page.url()).pathname === '/archive', 'the top bar does not lead to the archive');
    }),
};

/** Whoever keeps the archive hands over what waits, and the list goes with it. */
const batches = (javascript) => ({
  name: `archive: what waits is handed over in a batch with its lists ${javascript ? 'with' : 'without'} scripts`,
  javascript,
  limit: 300_000,
  run: (t) =>
    as(t, 'editor', async () => {
      const wanted = t.page.locator(DESKS.archive.hand);
      const before = t.page.locator(DESKS.archive.batches);
      // A job packs what was finished, a few cases at a time.
      for (let looks = 0; looks < 100; looks += 1) {
        await t.open('/archive');
        if ((await wanted.count()) + (await before.count()) > 0) break;
        await t.page.waitForTimeout(2_000);
      }
      if ((await wanted.count()) === 0) {
        expect((await before.count()) > 0, 'nothing waits to be handed over in this county, and nothing was');
        await press(t, t.page, DESKS.archive.batches);
      } else {
        const [, many] = (await wanted.innerText()).match(/移交等着的 (\d+) 件/) ?? [];
        await press(t, t.page, DESKS.archive.hand);
        const lines = await t.page.locator(DESKS.archive.lines).count();
        expect(lines === Number(many), `${lines} of ${many} packages stand on the list`);
        const handed = () => t.page.locator(DESKS.archive.packages).evaluateAll((all) => all.map((a) => a.href));
        const first = new Set(await handed());
        await t.open('/archive');
        // The program goes on packing: what waits now must be others.
        if ((await wanted.count()) > 0) {
          await press(t, t.page, DESKS.archive.hand);
          const twice = (await handed()).filter((href) => first.has(href));
          expect(twice.length === 0, `handed over twice: ${twice.join(', ')}`);
          await t.open('/archive');
        }
        await press(t, t.page, DESKS.archive.batches);
      }
      const batch = t.page.url();
      for (const [list, begins] of [
        ['list.xlsx', 'PK'],
        ['list.xml', '<?xml'],
      ]) {
        const got = await t.context.request.get(`${batch}/${list}`);
        const told = (await got.body()).subarray(0, begins.length).toString();
        expect(got.ok() && told === begins, `${list} is no such file: ${got.status()} "${told}"`);
      }
      await press(t, t.page, DESKS.archive.packages);
      expect(new URL(t.page.url()).pathname.startsWith('/archive/packages/'), 'the list leads to no package');
    }),
});

export const tests = [
  walkIn,
  notice,
  park,
  scanner,
  composing,
  handOut(true),
  handOut(false),
  handOutToApplicant(true),
  handOutToApplicant(false),
  simpleYes,
  typingKeys,
  batch(true),
  batch(false),
  conflict(true),
  conflict(false),
  online(true),
  online(false),
  again(true),
  again(false),
  archive,
  batches(true),
  batches(false),
];
