import type { Page } from '@playwright/test';
import { freshId, registerByKeyboard } from './persons.ts';
import { administrator, expect, expectAccessible, settled, signInAsAdministrator, test } from './support.ts';

// Going back and forth in the registration, and signing out in the middle of it.
test.slow();

test('back goes one step back with what was typed, forward goes on, and the address tells nothing', async ({ page, office, t }) => {
  await signInAsAdministrator(page, office);
  await page.goto(`${office.url}/persons/new`);
  await page.locator('[name=q]').fill('Tislit Amghar');
  await page.keyboard.press('Enter');
  await page.getByRole('status').getByRole('button').last().click();
  const at = (step: string) => expect(page.getByRole('heading', { level: 2, name: t(`registrants.step.${step}`) })).toBeVisible();
  const named = () => expect(page.locator('[name=given_name_latin]')).toHaveValue('Tislit');
  await at('who');
  await page.locator('#field-birth_date input[type=checkbox]').check();
  await page.locator('#field-birth_date input[inputmode=numeric]').fill('1990');
  await page.locator('form.card [type=submit]').click();
  await at('where');
  await page.locator('[name=commune_code]').fill('Sidi Ifni');
  await page.getByRole('option').first().click();
  await page.locator('form.card [type=submit]').click();
  await at('consent');

  await page.goBack();
  await at('where');
  await expect(page.locator('[name=commune_code]')).toBeFocused();
  await expect(page.locator('[name=commune_code]')).not.toHaveValue('');
  await page.goBack();
  await named();
  await page.goForward();
  await at('where');
  await page.getByRole('button', { name: t('ui.back'), exact: true }).click();
  await named();
  await page.goForward();
  await page.goForward();
  await at('consent');
  await expectAccessible(page);

  await expect.poll(() => page.evaluate(() => JSON.stringify(localStorage))).toMatch(/jisr\.draft\.[\w.-]+\.person"/);
  await page.reload();
  await at('consent');
  for (const step of ['where', 'who']) {
    await page.goBack();
    await at(step);
  }
  await named();
  await page.goBack();
  await expect(page.locator('[name=q]')).toBeFocused();
  await page.goForward();
  await named();
  expect(page.url()).toBe(`${office.url}/persons/new`);
  expect(JSON.stringify(await page.evaluate(() => [history.state, { ...sessionStorage }]))).not.toMatch(/Tislit|Amghar|1990/);
  await page.goBack();
  await page.goBack();
  await expect(page).toHaveURL(`${office.url}/`);
});

test('nothing leads back to a woman who is registered: neither back, forward nor a reload', async ({ page, office, t }) => {
  await signInAsAdministrator(page, office);
  const id = freshId();
  const reference = page.locator('.reference bdi');
  const given = () => page.evaluate(() => JSON.parse(sessionStorage.getItem(`jisr.page.${history.state?.key}`) ?? '{}').given);
  const registered = await registerByKeyboard(page, office, id, 'تاودة');
  await expect.poll(given).toBeUndefined(); // where the page was come to
  await page.goForward();
  await expect(reference).toHaveText(registered);
  await expect.poll(given).toBeUndefined();
  await page.getByRole('button', { name: t('registrants.registered.next') }).click();
  await page.getByRole('button', { name: t('registrants.search.skip') }).click();
  await expect(page.locator('[name=national_id]')).toHaveValue('');
  await page.goBack();
  await expect(page.locator('[name=q]')).toHaveValue('');
  expect(await page.content()).not.toContain(id);
  await page.goBack();
  await expect(page).toHaveURL(`${office.url}/`);

  // From her file, too.
  const other = freshId();
  await registerByKeyboard(page, office, other, 'تاجة');
  await page.getByRole('link', { name: t('registrants.open_file') }).click();
  await expect(page.locator('#content h1')).toContainText('تاجة');
  await page.goBack();
  await expect(page.locator('[name=q]')).toHaveValue('');
  await page.reload();
  await expect(page.locator('[name=q]')).toHaveValue('');
  expect(await page.content()).not.toContain(other);
});

/** Presses "sign out" in the menu; hands back the question, if there is to be one. */
async function signOut(page: Page, t: (key: string) => string) {
  await page.getByRole('button', { name: t('web.shell.person_menu') }).click();
  await page.getByRole('button', { name: t('web.shell.sign_out'), exact: true }).click();
  return page.getByRole('dialog', { name: t('web.leaving.title') });
}

test('who signs out with a woman begun is told whom she would lose, goes back to her, or erases her', async ({ page, office, t }) => {
  await signInAsAdministrator(page, office, '/persons/new');
  const onDevice = () => page.evaluate(() => JSON.stringify(localStorage));
  const begin = async () => {
    await page.getByRole('button', { name: t('registrants.search.skip') }).click();
    await page.locator('[name=given_name_latin]').fill('Tamou');
    await page.locator('[name=family_name_latin]').fill('Izem');
  };
  await begin();
  await page.locator('header a[href="/"]').click();
  let question = await signOut(page, t);
  await expect(question).toContainText(t('registrants.register.title'));
  await expect(question).toContainText('Tamou Izem');
  await expectAccessible(page);
  await question.getByRole('link', { name: t('web.leaving.back') }).click();
  await expect(question).toBeHidden();
  await expect(page.locator('[name=given_name_latin]')).toHaveValue('Tamou');
  question = await signOut(page, t);
  await question.getByRole('link', { name: t('web.leaving.back') }).click(); // she stands behind it
  await expect(question).toBeHidden();
  await expect(page.locator('[name=family_name_latin]')).toHaveValue('Izem');
  await expect.poll(onDevice).toContain('jisr.draft.');
  question = await signOut(page, t);
  await question.getByRole('button', { name: t('web.leaving.sign_out') }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(t('web.login.title'));
  expect(await onDevice()).not.toContain('jisr.draft.');

  // A form that is not kept is asked about where it stands; with nothing typed nothing is asked.
  await signInAsAdministrator(page, office, '/account');
  await page.locator('[name=full_name]').fill('Amina B.');
  question = await signOut(page, t);
  await expect(question).toContainText(t('web.leaving.page'));
  await question.getByRole('button', { name: t('web.leaving.back') }).click();
  await expect(page.locator('[name=full_name]')).toHaveValue('Amina B.');
  await page.reload();
  await settled(page);
  await signOut(page, t);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(t('web.login.title'));
});

test('the lock of an idle page waits for no answer, and what was typed is there behind it', async ({ page, office, t }) => {
  await page.clock.install();
  await signInAsAdministrator(page, office, '/persons/new');
  await page.getByRole('button', { name: t('registrants.search.skip') }).click();
  await page.locator('[name=given_name_latin]').fill('Tamou');
  const question = await signOut(page, t);
  await expect(question).toBeVisible();
  await page.clock.fastForward('31:00');
  const dialog = page.getByRole('dialog', { name: t('web.login.again') });
  await expect(dialog).toBeVisible();
  await expect(question).toBeHidden();
  await dialog.locator('[name=password]').fill(administrator.password);
  await page.keyboard.press('Enter');
  await expect(dialog).toBeHidden();
  await expect(page.locator('[name=given_name_latin]')).toHaveValue('Tamou');
});
