// Signs in through the page, as a person does.

import { SIGN_IN } from '../site.mjs';

export async function signIn(page, base, { login, password }) {
  await page.goto(base + SIGN_IN.path);
  await page.locator(SIGN_IN.login).fill(login);
  await page.locator(SIGN_IN.password).fill(password);
  await Promise.all([
    page.waitForURL((url) => url.pathname !== SIGN_IN.path),
    page.locator(SIGN_IN.submit).click(),
  ]).catch(async (error) => {
    const said = await page.locator(SIGN_IN.error).allInnerTexts();
    throw new Error(`signing in as ${login} did not work: ${said.join(' ') || error.message}`);
  });
}
