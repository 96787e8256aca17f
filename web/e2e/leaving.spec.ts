import type { Page } from '@playwright/test';
import { administrator, expect, expectAccessible, settled, signInAsAdministrator, test } from './support.ts';

// Signing out in the middle of what was begun.
test.slow();

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
