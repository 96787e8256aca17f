import { freshId, freshWoman, registerByKeyboard } from './persons.ts';
import { ask, expect, expectAccessible, signInAsAdministrator, test } from './support.ts';
import type { Page } from '@playwright/test';

// What the form of a registration says while one types.
type Texts = (key: string) => string;
const next = (page: Page) => page.locator('form.card [type=submit]').first().click();

/** Answers the first step of the form, with the year of her birth alone. */
async function name(page: Page, t: Texts, year: string, [given, family] = ['Tuda', 'Aguerd']) {
  await page.getByRole('button', { name: t('registrants.search.skip') }).click();
  await page.locator('[name=given_name_latin]').fill(given!);
  await page.locator('[name=family_name_latin]').fill(family!);
  await page.locator('#field-birth_date input[type=checkbox]').check();
  await page.locator('#field-birth_date input[inputmode=numeric]').fill(year);
}

/** Goes on from the first step to the last. */
async function goOn(page: Page) {
  await next(page);
  await page.locator('[name=commune_code]').fill('Sidi Ifni');
  await page.getByRole('option').first().click();
  await next(page);
  await page.locator('[name=consent_method]').first().check();
}

test('a card or phone number that is badly written is told where it is typed', async ({ page, office, t }) => {
  await signInAsAdministrator(page, office, '/persons/new');
  await name(page, t, '1990');
  const told = page.getByText(t('error.malformed_national_id'));
  await page.locator('[name=national_id]').fill('JC62109789');
  await expect(told).toHaveCount(0);
  // What is pressed next is reached: nothing moves from under the press.
  await page.locator('[name=sex][value=male]').check();
  await expect(told).toHaveCount(1);
  await expectAccessible(page);
  await next(page);
  await expect(told).toHaveCount(2); // beside the field, and in the summary
  await page.getByRole('link', { name: t('error.malformed_national_id') }).click();
  await expect(page.locator('[name=national_id]')).toBeFocused();
  await page.keyboard.press('Backspace');
  await expect(told).toHaveCount(0);
  await next(page);
  await page.locator('[name=phone]').fill('06 12 34');
  await page.keyboard.press('Tab');
  await expect(page.getByText(t('error.malformed_phone'))).toHaveCount(1);
  await page.locator('[name=phone]').fill('+212 (0)6 12 34 56 78');
  await page.keyboard.press('Tab');
  await expect(page.getByText(t('error.malformed_phone'))).toHaveCount(0);
});

test('who would be a child is asked about beside her birth date and before she is saved, and is registered', async ({ page, office, t }) => {
  await signInAsAdministrator(page, office, '/persons/new');
  const asked = page.getByText(t('registrants.young').split('{')[0]!);
  const today = new Date().getFullYear();
  await name(page, t, String(today - 15));
  await expect(page.locator('#field-birth_date')).toContainText('15');
  await expect(asked).toHaveCount(0);
  await page.locator('#field-birth_date input[inputmode=numeric]').fill(String(today - 6));
  await expect(asked).toContainText('6');
  await expectAccessible(page);
  await goOn(page);
  await expect(asked).toContainText('6');
  await expectAccessible(page);
  await page.getByRole('button', { name: t('registrants.young.check') }).click();
  await expect(page.locator('#field-birth_date input').first()).toBeFocused();
  await next(page);
  await next(page);
  await next(page);
  await expect(page.locator('.reference bdi')).toBeVisible();
});

test('that there is no network is said until there is one', async ({ page, office, context, t }) => {
  await signInAsAdministrator(page, office, '/persons/new');
  await page.waitForLoadState('networkidle');
  await name(page, t, '1988', ['Hniya', 'Belmadi']);
  await goOn(page);
  await context.setOffline(true);
  await next(page);
  await expect(page.getByRole('alert')).toContainText(t('ui.problem.unreachable'));
  await expect(page.getByText(t('registrants.waiting.offer'))).toBeVisible();
  await context.setOffline(false);
  await expect(page.getByText(t('ui.problem.unreachable'))).toHaveCount(0);
  await expect(page.getByText(t('registrants.waiting.offer'))).toHaveCount(0);
  await next(page);
  await expect(page.locator('.reference bdi')).toBeVisible();
});

test('a draft that was found is told of until she goes on with it', async ({ page, office, t }) => {
  await signInAsAdministrator(page, office, '/persons/new');
  await name(page, t, '1990');
  await expect.poll(() => page.evaluate(() => Object.keys(localStorage).some((key) => key.endsWith('.person')))).toBe(true);
  const [told, afresh] = [page.getByText(t('ui.draft.restored')), page.getByRole('button', { name: t('ui.draft.discard') })];
  await page.reload();
  await expect(told).toBeVisible();
  await next(page);
  await expect(page.locator('[name=commune_code]')).toBeFocused();
  await expect(told.or(afresh)).toHaveCount(0);
  await page.getByRole('button', { name: t('ui.back'), exact: true }).click();
  await expect(afresh).toBeVisible();
  await expect(told).toHaveCount(0);
  await page.reload();
  await expect(told).toBeVisible();
  await page.locator('[name=national_id]').fill('JA1');
  await expect(told).toHaveCount(0);
  await afresh.click();
  await expect(page.locator('[name=q]')).toBeFocused();
});

test('a phone is changed as it is written, and stays as it is kept', async ({ page, office, t }) => {
  await signInAsAdministrator(page, office, null);
  const woman = { ...freshWoman(), phone: '0655667788' };
  await registerByKeyboard(page, office, freshId(), 'تودة', woman);
  await page.getByRole('link', { name: t('registrants.open_file') }).click();
  await expect(page.locator('#content h1')).toContainText('تودة');
  const file = page.url();
  await page.goto(`${file}/edit/where`);
  await expect(page.locator('[name=phone]')).toHaveValue('06 55 66 77 88');
  await page.locator('[name=locality]').fill('أكادير نتزكي');
  await next(page);
  await expect(page).toHaveURL(file);
  expect(await ask(page, 'GET', new URL(file).pathname)).toMatchObject({ phone: '+212655667788', locality: 'أكادير نتزكي' });
});
