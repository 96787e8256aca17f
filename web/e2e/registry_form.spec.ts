import { freshId, freshWoman, registerByKeyboard } from './persons.ts';
import { ask, expect, signInAsAdministrator, test } from './support.ts';
import type { Page } from '@playwright/test';

// What the form of a registration says while one types.
const next = (page: Page) => page.locator('form.card [type=submit]').first().click();

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
