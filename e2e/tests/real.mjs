// A county as it really starts: its own table of items is imported, the administrator
// adds the first clerk and approver, each chooses a password, and a case of a real
// item goes all the way. Skipped where the table is not beside the checkout.

import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { JOURNEY, STAFF } from '../site.mjs';
import { signIn } from '../lib/sign-in.mjs';
import { accept, ask, complete, deliver, grant, press } from '../lib/steps.mjs';
import { withCounty } from '../lib/county.mjs';

const TABLE = fileURLToPath(new URL('../../../shared/data/county-catalogue-511602.csv', import.meta.url));
/** How many rows the table has, and one of them that a single department decides. */
const ROWS = 1135;
const ITEM = '企业投资项目备案（技术改造）（市级/县级）';
const DEPARTMENT = '区经信局';
const CLERK = { login: 'chuangkou1', name: '周敏', role: 'clerk', window: '1', fresh: 'Xiaohe-liushui-26' };
const APPROVER = { login: 'jingxin1', name: '郑凯', role: 'approver', department: DEPARTMENT, fresh: 'Dashan-qingcui-26' };

/** The administrator adds one person; gives the password shown once. */
async function add(t, base, person) {
  await t.page.goto(base + STAFF.path);
  await t.page.locator(STAFF.name).fill(person.name);
  await t.page.locator(STAFF.login).fill(person.login);
  if (person.department) await t.page.locator(STAFF.department).selectOption({ label: person.department });
  if (person.window) await t.page.locator(STAFF.window).selectOption(person.window);
  await t.page.locator(STAFF.role(person.role)).check();
  await press(t, t.page, STAFF.submit);
  return (await t.page.locator(STAFF.given).innerText()).trim();
}

async function signInAgain(t, base, { login, fresh }) {
  await t.context.clearCookies();
  await signIn(t.page, base, { login, password: fresh });
}

/** The first sign-in leads to choosing a password before anything else; then one signs in with that. */
async function firstSignIn(t, base, person, given) {
  const { login, fresh } = person;
  await t.context.clearCookies();
  await signIn(t.page, base, { login, password: given });
  const { own } = STAFF;
  if (new URL(t.page.url()).pathname !== own.path) throw new Error(`${login} may work with a password of others`);
  await t.page.locator(own.current).fill(given);
  await t.page.locator(own.fresh).fill(fresh);
  await t.page.locator(own.repeat).fill(fresh);
  await press(t, t.page, own.submit);
  await signInAgain(t, base, person);
}

const firstDay = {
  name: 'a county from its own table: staff added, a case of a real item finished',
  limit: 180_000,
  async run(t) {
    const program = process.env.ONEDOOR_BIN;
    if (!program) t.skip('no program to start a second county with (ONEDOOR_BIN)');
    if (!existsSync(TABLE)) t.skip('../shared/data/county-catalogue-511602.csv is not beside the checkout');
    const county = { program, name: '广安区', code: '511602', city: '广安市', table: TABLE };
    await withCounty(county, async ({ base, admin, summary }) => {
      if (summary.added !== ROWS) throw new Error(`${summary.added} of ${ROWS} items were imported`);
      // The steps ask t.base; from here on that is the second county.
      t.base = base;
      await signIn(t.page, base, admin);
      const given = [await add(t, base, CLERK), await add(t, base, APPROVER)];
      await firstSignIn(t, base, CLERK, given[0]);
      const receipt = await accept(t, t.page, base, ITEM);
      await firstSignIn(t, base, APPROVER, given[1]);
      await grant(t, receipt.number);
      await complete(t, { name: '备案证明', number: 'BA-2026-0001' });
      await signInAgain(t, base, CLERK);
      await deliver(t, receipt.number);
      const seen = await ask(t, base, receipt);
      if (seen.done !== seen.steps) throw new Error(`${seen.done} of ${seen.steps} steps are done`);
      if (!seen.text.includes(ITEM)) throw new Error('the applicant does not see which item it is');
      await t.page.goto(base + JOURNEY.progress.path);
      const main = await t.page.locator('body').innerText();
      if (main.includes('样例数据')) throw new Error('a real county is shown as a sample');
    });
  },
};

export const tests = [firstDay];
