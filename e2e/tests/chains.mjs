// One matter of three departments: the office builds the chain out of items and publishes it;
// a citizen saves a draft, checks it and sends it in; the window accepts once; three departments
// decide, each its own; everything is handed out once and rated once. With and without scripts.

import { CHAIN, JOURNEY } from '../site.mjs';
import { as, complaints, complete, press } from '../lib/steps.mjs';
import { freshContext } from '../lib/browser.mjs';
import { DESK } from '../lib/bench.mjs';
import { signIn } from '../lib/sign-in.mjs';

function expect(truth, words) {
  if (!truth) throw new Error(words);
}

/** Three items of three departments whose letters hold, of each the one that asks least: they are of chains that are
 * published. */
async function threeItems(t) {
  const ask = async (path) => (await t.context.request.get(t.base + path)).json();
  const least = new Map();
  for (const { code } of (await ask(CHAIN.model)).chains) {
    const { members, questions, applicants } = await ask(`${CHAIN.model}/${code}`);
    if (!applicants.includes('person')) continue;
    for (const member of members.filter((m) => CHAIN.approvers[m.department])) {
      const asks = questions.filter((q) => q.for_members.includes(member.key)).length;
      if (asks < (least.get(member.department)?.asks ?? Infinity)) least.set(member.department, { ...member, asks });
    }
  }
  if (least.size < 3) t.skip('no three departments of the sample county have items in its chains');
  return [...least.values()].slice(0, 3);
}

/** The editor builds it, finds nothing that stops it, and publishes. */
async function build(t, items, name) {
  await t.open(CHAIN.list);
  await t.page.locator(CHAIN.name).fill(name);
  await t.page.locator(CHAIN.purpose).fill('开店要办的一次办齐');
  await t.page.locator(CHAIN.items).fill(items.map((item) => item.item_code).join('\n'));
  await press(t, t.page, CHAIN.begin);
  const against = (await t.page.locator(CHAIN.findings).allInnerTexts()).filter((line) => line.startsWith('必须改'));
  expect(against.length === 0, `the check holds against it: ${against.join(' ')}`);
  const [, code] = new URL(t.page.url()).pathname.match(/^\/chains\/([^/]+)\/edit$/) ?? [];
  expect(code, `the editor is at ${t.page.url()}`);
  await press(t, t.page, CHAIN.publish);
  return code;
}

/** Something for every question, whatever it asks. */
async function answer(page) {
  const boxes = await page.locator(CHAIN.questions).all();
  const chosen = new Set();
  for (const box of boxes) {
    const { name, type, tag, mode } = await box.evaluate((e) => ({
      name: e.name,
      type: e.type,
      tag: e.tagName,
      mode: e.inputMode,
    }));
    if (tag === 'SELECT') {
      await box.selectOption({ index: 1 });
    } else if (type === 'radio' || type === 'checkbox') {
      if (!chosen.has(name)) await box.check();
      chosen.add(name);
    } else if ((await box.isVisible()) && (await box.inputValue()) === '') {
      await box.fill(mode === 'numeric' || mode === 'decimal' ? '20' : '文澜路88号');
    }
  }
}

async function apply(t, page, code, name) {
  await page.goto(t.base + CHAIN.guide(code));
  expect((await page.locator('main').innerText()).includes('在线申请'), 'the guide does not lead to the application');
  await press(t, page, CHAIN.start(code));
  await page.locator(CHAIN.person).check();
  await page.locator(CHAIN.applicant).fill(JOURNEY.applicant.name);
  await page.locator(CHAIN.code).fill(JOURNEY.applicant.identity);
  await press(t, page, CHAIN.save);
  const kept = await page.locator(CHAIN.applicant).inputValue();
  expect(kept === JOURNEY.applicant.name, `the draft holds the name "${kept}"`);
  expect((await page.locator(CHAIN.code).inputValue()) === '', 'the number stands there whole again');
  await page.locator(CHAIN.phone).fill(JOURNEY.applicant.phone);
  await answer(page);
  for (const box of await page.locator(CHAIN.materials).all()) await box.check();
  await press(t, page, CHAIN.check);
  const text = await page.locator('main').innerText();
  expect(text.includes(name) || (await page.title()).includes('核对'), 'the check is of something else');
  expect(!text.includes(JOURNEY.applicant.identity), 'the check shows the number whole');
  await press(t, page, CHAIN.send);
  const [number, password] = await page.locator(CHAIN.told).allInnerTexts();
  expect(/^L\d{4}-\d{4}-00-\d{4,}$/.test(number), `the matter's number is "${number}"`);
  expect(/^\d{8}$/.test(password), `the query password is "${password}"`);
  return number;
}

/** One department opens its own case from the matter, grants it and enters the result. */
async function decide(t, number, department) {
  const context = await freshContext(t.browser, { javascript: t.javascript, viewport: DESK });
  const page = await context.newPage();
  try {
    const { password } = t.signInOf('approver');
    await signIn(page, t.base, { login: CHAIN.approvers[department], password });
    await page.goto(t.base + CHAIN.matter(number));
    const links = await page.locator(CHAIN.case).count();
    expect(links >= 1, `${department} finds no case of its own`);
    const part = { ...t, page, javascript: t.javascript };
    const own = page.locator(`main table tr:has-text("${department}") a[href^="/cases/"]`).first();
    await Promise.all([page.waitForNavigation({ waitUntil: 'load' }), own.click()]);
    await page.locator(JOURNEY.decide.grant).check();
    await page.locator(JOURNEY.decide.opinion).fill(JOURNEY.opinion);
    await press(part, page, JOURNEY.decide.submit);
    await complete(part, { name: '许可证', number: `许〔2026〕${number.slice(-4)}` });
  } finally {
    await context.close();
  }
}

/** Until what follows from the decisions is done: a job looks every ten seconds. */
async function untilOver(page) {
  const end = Date.now() + 40_000;
  while (Date.now() < end) {
    await page.reload({ waitUntil: 'load' });
    if ((await page.locator('main').innerText()).includes('全部办成')) return;
    await new Promise((resolve) => setTimeout(resolve, 2_000));
  }
  throw new Error('the matter does not end though everybody has decided');
}

const one = (javascript) => ({
  name: `a chain is built, applied for, decided by three, handed out once ${javascript ? 'with' : 'without'} scripts`,
  javascript,
  limit: 240_000,
  async run(t) {
    for (const role of ['editor', 'clerk', 'approver']) t.signInOf(role);
    const items = await threeItems(t);
    const name = `开店一次办${javascript ? '一' : '二'}`;
    const code = await as(t, 'editor', () => build(t, items, name));
    const context = await freshContext(t.browser, { javascript, viewport: DESK });
    try {
      const citizen = await context.newPage();
      const number = await apply(t, citizen, code, name);
      await as(t, 'clerk', async () => {
        await t.open(CHAIN.matter(number));
        for (const box of await t.page.locator(CHAIN.received).all()) await box.check();
        await press(t, t.page, CHAIN.accept);
      });
      for (const { department } of items) await decide(t, number, department);
      await citizen.goto(t.base + CHAIN.own);
      await untilOver(citizen);
      await as(t, 'clerk', async () => {
        await t.open(CHAIN.matter(number));
        const text = await t.page.locator('main').innerText();
        expect(text.includes('一次领取（3 个结果）'), 'the window does not see three results');
        await press(t, t.page, CHAIN.deliver);
      });
      await citizen.reload({ waitUntil: 'load' });
      await press(t, citizen, CHAIN.rate);
    } finally {
      await context.close();
    }
  },
});

const drawn = (javascript) => ({
  name: `a drawing is looked at and becomes a draft ${javascript ? 'with' : 'without'} scripts`,
  javascript,
  run: (t) =>
    as(t, 'editor', async () => {
      const [{ code, name }] = (await (await t.context.request.get(t.base + CHAIN.model)).json()).chains;
      const drawing = await (await t.context.request.get(t.base + CHAIN.bpmn(code))).body();
      const hand = (buffer) =>
        t.page.locator(CHAIN.drawing).setInputFiles({ name: '流程图.bpmn', mimeType: 'text/xml', buffer });
      await t.open(CHAIN.import);
      await hand(Buffer.from('这不是流程图'));
      await Promise.all([t.page.waitForNavigation({ waitUntil: 'load' }), t.page.locator(CHAIN.read).click()]);
      expect((await complaints(t.page)).length > 0, 'nothing is said of a file that is no drawing');
      await hand(drawing);
      await press(t, t.page, CHAIN.read);
      expect((await t.page.locator('main').innerText()).includes(name), 'the preview does not name the chain');
      await press(t, t.page, CHAIN.keep);
      expect(new URL(t.page.url()).pathname === `/chains/${code}/edit`, `the draft is at ${t.page.url()}`);
    }),
});

const elsewhere = {
  name: 'a draft goes on in another browser by number and password, and in the first no more',
  javascript: false,
  async run(t) {
    const [{ code }] = (await (await t.context.request.get(t.base + CHAIN.model)).json()).chains;
    const browsers = [await freshContext(t.browser, { javascript: false, viewport: DESK })];
    browsers.push(await freshContext(t.browser, { javascript: false, viewport: DESK }));
    try {
      const [first, second] = [await browsers[0].newPage(), await browsers[1].newPage()];
      await first.goto(t.base + CHAIN.apply(code));
      await first.locator(CHAIN.applicant).fill(JOURNEY.applicant.name);
      await press(t, first, CHAIN.save);
      const [number, password] = await first.locator(CHAIN.draft).allInnerTexts();
      expect(/^C\d{10}$/.test(number) && /^\d{8}$/.test(password), `the draft is told as "${number}", "${password}"`);
      await second.goto(t.base + CHAIN.resume);
      await second.locator(CHAIN.draftNo).fill(number);
      await second.locator(CHAIN.draftPassword).fill('00000000');
      await Promise.all([second.waitForNavigation({ waitUntil: 'load' }), second.locator(CHAIN.goOn).click()]);
      expect((await complaints(second)).length > 0, 'a wrong password opens the draft');
      await second.locator(CHAIN.draftPassword).fill(password);
      await press(t, second, CHAIN.goOn);
      const name = await second.locator(CHAIN.applicant).inputValue();
      expect(name === JOURNEY.applicant.name, `the other browser shows the name "${name}"`);
      await first.goto(t.base + CHAIN.apply(code));
      expect((await first.locator(CHAIN.applicant).inputValue()) === '', 'two browsers write over each other');
    } finally {
      for (const browser of browsers) await browser.close();
    }
  },
};

export const tests = [one(true), one(false), drawn(true), drawn(false), elsewhere];
