import { startServer } from './server.ts';
import { administrator, expect, expectAccessible, settled, signIn, signInAsAdministrator, signInOnThePage, test } from './support.ts';
import { totp } from './totp.ts';
import type { Page } from '@playwright/test';

let made = 0;
const freshName = () => `u${process.pid}.${Date.now()}.${++made}`;

/** Makes an account on the page and hands back its first password. */
async function makeAccount(page: Page, url: string, userName: string): Promise<string> {
  await page.goto(`${url}/users/new`);
  await page.locator('[name=full_name]').fill('خديجة العمراني');
  await page.locator('[name=user_name]').fill(userName);
  await page.locator('[name="assignments/0/scope_code"]').fill('Guelmim');
  await page.locator('[role=option]').first().click();
  await page.locator('form.card [type=submit]').click();
  return (await page.locator('.secret code').textContent())!;
}

test('the first administrator is made on the page and goes straight in', async ({ page, t }) => {
  const server = await startServer();
  await page.goto(server.url);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(t('web.setup.title'));
  await expectAccessible(page);
  for (const name of ['full_name', 'user_name'] as const) await page.locator(`[name=${name}]`).fill(administrator[name]);
  await page.locator('[name=password]').fill(administrator.password);
  await page.locator('[name=again]').fill('something else');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('link', { name: t('web.password.differ') })).toBeVisible();
  await page.locator('[name=again]').fill(administrator.password);
  await page.keyboard.press('Enter');
  await expect(page.locator('#content h1')).toContainText(administrator.full_name);
  await server.stop();
});

test('one signs in by keyboard alone', async ({ page, office }) => {
  await page.goto(office.url);
  await expect(page.locator('[name=user_name]')).toBeVisible();
  await expectAccessible(page);
  for (let presses = 0; presses < 10; ++presses) {
    await page.keyboard.press('Tab');
    if (await page.locator('[name=user_name]').evaluate((field) => field === document.activeElement)) break;
  }
  await page.keyboard.type(administrator.user_name);
  await page.keyboard.press('Tab');
  await page.keyboard.type(administrator.password);
  await page.keyboard.press('Enter');
  await expect(page.locator('#content h1')).toContainText(administrator.full_name);
  await expectAccessible(page);
});

test('a wrong password is told in words, and the name stays', async ({ page, office }) => {
  await page.goto(office.url);
  await page.locator('[name=user_name]').fill('nobody.here');
  await page.locator('[name=password]').fill('not the password');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('alert')).toBeVisible();
  await expect(page.locator('[name=user_name]')).toHaveValue('nobody.here');
  await expectAccessible(page);
});

test('empty fields are named with links that lead to them', async ({ page, office, t }) => {
  await page.goto(office.url);
  await page.locator('[type=submit]').click();
  await page.getByRole('link', { name: t('web.login.missing.password') }).click();
  await expect(page.locator('[name=password]')).toBeFocused();
});

test('a new colleague gets an account, and chooses her own password', async ({ page, office, t }) => {
  const userName = freshName();
  await signInAsAdministrator(page, office, null);
  const first = await makeAccount(page, office.url, userName);
  await expectAccessible(page);
  await page.context().clearCookies();
  await page.goto(office.url);
  await page.locator('[name=user_name]').fill(userName);
  await page.locator('[name=password]').fill(first);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(t('web.password.forced_title'));
  await expectAccessible(page);
  await page.locator('[name=current_password]').fill(first);
  await page.locator('[name=new_password]').fill('mes quatre mots à moi');
  await page.locator('[name=again]').fill('mes quatre mots à moi');
  await page.keyboard.press('Enter');
  await expect(page.locator('#content h1')).toContainText('خديجة العمراني');
  await page.getByRole('button', { name: t('web.shell.person_menu') }).click();
  await expect(page.locator('a[href="/account"]')).toBeVisible();
  await expect(page.locator('a[href="/users"]')).toHaveCount(0);
});

test('a session that ended asks for the password over the page, and saves what was typed', async ({ page, office, t }) => {
  await signInAsAdministrator(page, office, '/users/new');
  await page.locator('[name=full_name]').fill('Hind Ouazzani');
  await page.locator('[name=user_name]').fill(freshName());
  await page.locator('[name="assignments/0/scope_code"]').fill('Sidi Ifni');
  await page.locator('[role=option]').first().click();
  await page.context().clearCookies();
  await page.locator('form.card [type=submit]').click();
  const dialog = page.getByRole('dialog', { name: t('web.login.again') });
  await expect(dialog).toBeVisible();
  await dialog.locator('[name=password]').fill(administrator.password);
  await page.keyboard.press('Enter');
  await expect(page.locator('.secret code')).toBeVisible();
  await expect(dialog).toBeHidden();
});

test('what was typed and not saved is still there after the page was closed', async ({ page, office }) => {
  await signInAsAdministrator(page, office, '/users/new');
  await page.locator('[name=full_name]').fill('Naïma Tazi');
  const onDevice = () => page.evaluate(() => JSON.stringify(localStorage));
  await expect.poll(onDevice).toContain('jisr.draft.');
  expect(await onDevice()).not.toContain('Naïma'); // whoever takes the device reads nothing
  await page.reload();
  await expect(page.locator('[name=full_name]')).toHaveValue('Naïma Tazi');
});

test('accounts are listed, deactivated, and taken back by undo', async ({ page, office, t }) => {
  const userName = freshName();
  await signInAsAdministrator(page, office, null);
  await makeAccount(page, office.url, userName);
  await page.goto(`${office.url}/users`);
  await expectAccessible(page);
  await page.getByRole('link', { name: userName }).click();
  await page.getByRole('button', { name: t('web.user.deactivate') }).click();
  // The badge: the message that tells of it holds the same word.
  await expect(page.getByText(t('identity.user_state.deactivated'), { exact: true })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: t('ui.undo') }).click();
  await expect(page.getByText(t('identity.user_state.active'), { exact: true })).toBeVisible();

  // The keyboard begins in a dialog at what it is for, and then at what came of it.
  await page.getByRole('button', { name: t('web.user.reset_password') }).click();
  await expect(page.getByRole('dialog').getByRole('button', { name: t('ui.cancel') })).toBeFocused();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(page.locator('.secret code')).toBeFocused();
});

test('a role without a place is told before an account is sent', async ({ page, office, t }) => {
  const userName = freshName();
  await signInAsAdministrator(page, office, null);
  await makeAccount(page, office.url, userName);
  await page.goto(`${office.url}/users`);
  await page.getByRole('link', { name: userName }).click();
  await page.locator('[name="assignments/0/scope_level"]').selectOption('region');
  await page.locator('form.card [type=submit]').click();
  await page.getByRole('link', { name: t('web.user.scope_missing.region') }).click();
  await expect(page.locator('[name="assignments/0/scope_code"]')).toBeFocused();
  await expectAccessible(page);
});

test('two people edit one account: the second sees both versions, and nothing is lost', async ({ page, office, context, language, t }) => {
  const userName = freshName();
  await signInAsAdministrator(page, office, null);
  await makeAccount(page, office.url, userName);
  await page.goto(`${office.url}/users`);
  await page.getByRole('link', { name: userName }).click();
  await page.locator('[name=full_name]').fill('Khadija El Omrani');

  const other = await context.newPage();
  await other.addInitScript((code) => localStorage.setItem('jisr.language', code), language);
  await other.goto(page.url());
  await other.locator('[name=language]').selectOption('en');
  await other.locator('[name="assignments/0/role"]').selectOption('trainer');
  await other.locator('[name="assignments/0/scope_level"]').selectOption('region');
  await other.locator('[name="assignments/0/scope_code"]').selectOption('05');
  await other.locator('form.card [type=submit]').click();
  await expect(other.getByText(t('ui.saved'))).toBeVisible();
  await other.close();

  await page.locator('form.card [type=submit]').click();
  await expect(page.getByText(t('web.user.conflict_title'))).toBeVisible();
  await expectAccessible(page);
  await expect(page.locator('[name=choice-full_name][value=mine]')).toBeChecked();
  await expect(page.locator('[name=choice-assignments][value=theirs]')).toBeChecked();
  await page.locator('[name=choice-language][value=mine]').check();
  await page.getByRole('button', { name: t('ui.conflict.save') }).click();
  await expect(page.locator('#content h1')).toHaveText('Khadija El Omrani');
  await expect(page.locator('[name="assignments/0/role"]')).toHaveValue('trainer');
  await expect(page.locator('[name=language]')).toHaveValue('ar');
});

test('a second factor is set up, asked for at the door, and replaced by a recovery code', async ({ page, office, t }) => {
  const userName = freshName();
  const password = 'mes quatre mots à moi';
  await signInAsAdministrator(page, office, null);
  const first = await makeAccount(page, office.url, userName);
  await page.context().clearCookies();
  await page.goto(office.url);
  await page.locator('[name=user_name]').fill(userName);
  await page.locator('[name=password]').fill(first);
  await page.keyboard.press('Enter');
  await page.locator('[name=current_password]').fill(first);
  await page.locator('[name=new_password]').fill(password);
  await page.locator('[name=again]').fill(password);
  await page.keyboard.press('Enter');
  await expect(page.locator('#content h1')).toBeVisible();

  await page.goto(`${office.url}/account`);
  await page.getByRole('button', { name: t('web.second_factor.begin') }).click();
  await expectAccessible(page);
  const secret = (await page.locator('.secret code').textContent())!;
  await page.locator('[name=code]').fill(totp(secret));
  await page.keyboard.press('Enter');
  await expect(page.locator('ol li bdi')).toHaveCount(10);
  const recovery = (await page.locator('ol li bdi').first().textContent())!;
  await page.getByRole('button', { name: t('web.second_factor.codes_kept') }).click();
  await expect(page.getByText(t('web.second_factor.on'))).toBeVisible();

  await page.context().clearCookies();
  await page.goto(office.url);
  await page.locator('[name=user_name]').fill(userName);
  await page.locator('[name=password]').fill(password);
  await page.keyboard.press('Enter');
  await expect(page.locator('[name=code]')).toBeFocused();
  await expectAccessible(page);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('alert')).toBeVisible();
  await page.getByRole('button', { name: t('web.login.use_recovery') }).click();
  await expect(page.getByRole('alert')).toHaveCount(0); // it was of the code
  await page.locator('[name=recovery_code]').fill(recovery);
  await page.keyboard.press('Enter');
  await expect(page.locator('#content h1')).toBeVisible();
});

test('a key for a program is shown once, opens the door, and no longer when revoked', async ({ page, office, t, request }) => {
  const name = freshName();
  await signInAsAdministrator(page, office, '/tokens');
  await page.getByRole('button', { name: t('web.token.new') }).click();
  await page.locator('[name=name]').fill(name);
  await page.locator('[name=role]').selectOption('auditor');
  await page.locator('form.card [type=submit]').click();
  const token = (await page.locator('.secret code').textContent())!;
  const knock = () => request.get(`${office.url}/api/v1/programmes`, { headers: { Authorization: `Bearer ${token}` } });
  expect((await knock()).status()).toBe(200);
  await page.getByRole('button', { name: t('web.token.kept') }).click();
  await expectAccessible(page);
  await page.getByRole('row', { name }).getByRole('button', { name: t('web.token.revoke') }).click();
  const dialog = page.getByRole('dialog', { name: t('web.token.revoke_title') });
  await expectAccessible(page);
  await dialog.getByRole('button', { name: t('web.token.revoke') }).click();
  await expect(page.getByRole('row', { name }).getByText(t('web.token.revoked_badge'))).toBeVisible();
  expect((await knock()).status()).toBe(401);
});

test('the account page is open to everybody, and a device can be signed out from another', async ({ page, office, browser, t }) => {
  const other = await browser.newContext();
  const elsewhere = await other.newPage();
  await signIn(elsewhere, office, administrator.user_name, administrator.password, null);
  await signInAsAdministrator(page, office, '/account');
  await expect(page.getByText(t('web.sessions.this_one'))).toBeVisible();
  await expectAccessible(page);
  const ends = page.getByRole('button', { name: t('web.sessions.end'), exact: true });
  const before = await ends.count();
  await ends.first().click();
  await expect(ends).toHaveCount(before - 1);
  await other.close();
});

test('who lost a device signs out everywhere else at once, and stays where she is', async ({ page, office, browser, t }) => {
  const userName = freshName();
  const password = 'mes quatre mots à moi';
  await signInAsAdministrator(page, office, null);
  const first = await makeAccount(page, office.url, userName);
  const lost = await browser.newContext();
  const elsewhere = await lost.newPage();
  await elsewhere.goto(office.url);
  await elsewhere.locator('[name=user_name]').fill(userName);
  await elsewhere.locator('[name=password]').fill(first);
  await elsewhere.keyboard.press('Enter');
  await elsewhere.locator('[name=current_password]').fill(first);
  for (const name of ['new_password', 'again']) await elsewhere.locator(`[name=${name}]`).fill(password);
  await elsewhere.keyboard.press('Enter');
  await settled(elsewhere);
  await page.context().clearCookies();
  await signIn(page, office, userName, password, '/account');
  await expectAccessible(page);
  await page.getByRole('button', { name: t('web.sessions.end_others') }).click();
  await expect(page.getByText(t('web.sessions.others_ended'))).toBeVisible();
  await expect(page.getByRole('button', { name: t('web.sessions.end_others') })).toHaveCount(0);
  await expect(page.getByText(t('web.sessions.this_one'))).toBeVisible();
  expect(await elsewhere.evaluate(async () => (await fetch('/api/v1/session')).status)).toBe(401);
  expect(await page.evaluate(async () => (await fetch('/api/v1/session')).status)).toBe(200);
  await lost.close();
});

const loginPage = (page: Page, t: (key: string) => string) => expect(page.getByRole('heading', { level: 1 })).toHaveText(t('web.login.title'));

async function signOut(page: Page, t: (key: string) => string) {
  await page.getByRole('button', { name: t('web.shell.person_menu') }).click();
  await page.getByRole('button', { name: t('web.shell.sign_out') }).click();
}

test('who signs out without a network has left the device, and her session ends with its return', async ({ page, office, context, t }) => {
  await signInAsAdministrator(page, office, '/account');
  await page.waitForLoadState('networkidle');
  const beside = await context.newPage();
  await beside.goto(`${office.url}/account`);
  await settled(beside);
  await context.setOffline(true);
  await signOut(page, t);
  await loginPage(page, t);
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
  await expect(beside.getByRole('dialog', { name: t('web.login.again') })).toBeVisible();
  await expectAccessible(page);
  await Promise.all([page.close(), beside.close()]);
  await context.setOffline(false);
  const opened = await context.newPage();
  await opened.goto(office.url);
  await loginPage(opened, t);
  expect(await opened.evaluate(async () => (await fetch('/api/v1/session')).status)).toBe(401);
  await signInOnThePage(opened, office, administrator.user_name, administrator.password);
  await expect(opened.locator('#content h1')).toBeFocused();
});

test('a page that nobody used without a network lets nobody in by being opened anew', async ({ page, office, context, t }) => {
  await page.clock.install();
  await signInAsAdministrator(page, office);
  await page.waitForLoadState('networkidle');
  await context.setOffline(true);
  await page.clock.fastForward('31:00');
  await expect(page.getByRole('dialog', { name: t('web.login.again') })).toBeVisible();
  await page.close();
  await context.setOffline(false);
  const opened = await context.newPage();
  await opened.goto(office.url);
  await loginPage(opened, t);
});

test('who finds somebody else signed in on her browser goes on as herself with what she typed', async ({ page, office, context, language, t }) => {
  const beside = await context.newPage();
  await beside.goto(office.url);
  await signInAsAdministrator(page, office, null);
  const userName = freshName();
  const password = await makeAccount(page, office.url, userName);
  await page.goto(`${office.url}/account`);
  await page.locator('[name=full_name]').fill(`${administrator.full_name} II`);
  await page.locator('[name=language]').selectOption(language); // saved with the name, and shown
  await beside.locator('[name=user_name]').fill(userName);
  await beside.locator('[name=password]').fill(password);
  await beside.keyboard.press('Enter');
  await expect(beside.locator('[name=again]')).toBeVisible(); // signed in: she chooses her own password first
  await page.locator('[name=full_name]').press('Enter');
  const dialog = page.getByRole('dialog', { name: t('web.login.replaced') });
  await expect(dialog).toContainText(t('web.login.replaced_text'));
  await dialog.locator('[name=password]').fill(administrator.password);
  await page.keyboard.press('Enter');
  await expect(dialog).toBeHidden();
  await expect(page.getByText(t('ui.saved'))).toBeVisible();
  await page.locator('[name=full_name]').fill(administrator.full_name);
  await page.locator('[name=full_name]').press('Enter');
  await expect(page.getByText(t('ui.saved')).last()).toBeVisible();
});
