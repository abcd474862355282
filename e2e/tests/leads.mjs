// From a lead to its closing: the supervisor assigns it, the department states, the supervisor upholds it, the order in
// the one register is answered and closed, and somebody looks again.

import { as, press } from '../lib/steps.mjs';

/** Two guides of one department send people elsewhere: a lead for each way of walking. */
const OPEN = '/oversight/leads?detector=D10&stage=found';
const sent = (act) => `form[action$="/${act}"] button[type="submit"]`;

function expect(text, words) {
  if (!text.includes(words)) throw new Error(`"${words}" is not on the page: ${text.slice(0, 400)}`);
}

const main = (t) => t.page.locator('main').innerText();

/** Assigns the first lead that nobody has assigned. Gives its address. */
async function assign(t) {
  await t.open(OPEN);
  await press(t, t.page, 'table tbody th a');
  const address = new URL(t.page.url()).pathname;
  await t.page.locator('#note').fill('看近三个月的档案，说明为什么不在大厅受理');
  await press(t, t.page, sent('assign'));
  return address;
}

async function state(t, address) {
  await t.open(address);
  await t.page.locator('#text').fill('检定所在城西办公，指南没有按进驻调整');
  await press(t, t.page, sent('state'));
}

/** Upholds it; gives the address of the order that was opened. */
async function uphold(t, address) {
  await t.open(address);
  await t.page.locator('input[name="verdict"][value="uphold"]').check();
  await t.page.locator('#finding').fill('到检定所看过，仍在那里收件');
  await t.page.locator('#requirement').fill('指南改为大厅窗口，检定所不再收件');
  await press(t, t.page, sent('settle'));
  expect(await main(t), '属实');
  return t.page.locator('a[href^="/rectification/"]').first().getAttribute('href');
}

async function answer(t, order) {
  await t.open(order);
  await t.page.locator('#answer').fill('指南已改，窗口已收件');
  await press(t, t.page, sent('answer'));
}

async function check(t, order) {
  await t.open(order);
  await t.page.locator('input[name="verdict"][value="met"]').check();
  await t.page.locator('#finding').fill('暗访检定所，已不收件');
  await press(t, t.page, sent('check'));
}

async function lookAgain(t, address) {
  await t.open(address);
  await t.page.locator('input[name="goes_on"]').last().check();
  await t.page.locator('#finding').fill('一个月没有再出现');
  await press(t, t.page, sent('follow-up'));
  return main(t);
}

const closed = (javascript) => ({
  name: `a lead is assigned, stated, upheld, put right and looked at again ${javascript ? 'with' : 'without'} scripts`,
  javascript,
  limit: 120_000,
  run: async (t) => {
    const lead = await as(t, 'supervisor', () => assign(t));
    await as(t, 'approver', () => state(t, lead));
    const order = await as(t, 'supervisor', () => uphold(t, lead));
    await as(t, 'approver', () => answer(t, order));
    await as(t, 'supervisor', () => check(t, order));
    expect(await as(t, 'supervisor', () => lookAgain(t, lead)), '一个月没有再出现');
  },
});

export const tests = [closed(true), closed(false)];
