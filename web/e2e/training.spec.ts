import { demoPassword, expect, expectAccessible, signIn, test } from './support.ts';

test.slow();

test('a session that was held shows who was convoked, and attendance is noted with a press', async ({ page, demo, t }) => {
  await signIn(page, demo, 'delegate', demoPassword(demo, 'delegate'));
  await page.goto(`${demo.url}/sessions`);
  await expect(page.locator('tbody tr')).toHaveCount(2);
  await expectAccessible(page);
  await page.locator('tbody tr').last().getByRole('link').click();
  await expect(page.getByRole('heading', { name: t('training.convoked') })).toBeVisible();
  const first = page.locator('tbody tr').first();
  const present = first.getByRole('button', { name: t('training.attendance.present'), exact: true });
  await present.click();
  await expect(present).toHaveAttribute('aria-pressed', 'true');
  await first.getByRole('button', { name: t('training.attendance.absent'), exact: true }).click();
  await expect(present).toHaveAttribute('aria-pressed', 'false');
  await expect(page.getByRole('button', { name: t('training.plan_resit') })).toBeVisible();
  await expect(page.getByRole('link', { name: t('training.letters') })).toHaveAttribute('href', /sessions\/.*\/letters$/);
  await expectAccessible(page);
});

test('a session is planned, convokes everyone who is selected, and says what cannot be', async ({ page, demo, t }) => {
  await signIn(page, demo, 'delegate', demoPassword(demo, 'delegate'));
  await page.goto(`${demo.url}/sessions`);
  await page.getByRole('button', { name: t('training.new') }).click();
  await page.locator('[name=title_ar]').fill('البحث عن الشركاء');
  await page.locator('[name=title_fr]').fill('Trouver des partenaires');
  await page.locator('[name=held_on]').fill('03/12/2001');
  await page.locator('[name=starts_at]').fill('9h30');
  await page.locator('[name=commune_code]').fill('Guelmim');
  await page.locator('[role=option]:visible').first().click();
  await expectAccessible(page);
  await page.locator('form.card [type=submit]').click();
  await expect(page.locator('[name=held_on]')).toHaveAttribute('aria-invalid', 'true');
  await page.locator('[name=held_on]').fill('03/12/2099');
  await page.locator('[name=held_on]').blur();
  await page.locator('form.card [type=submit]').click();
  await expect(page.getByText(t('training.nobody_text'))).toBeVisible();
  // It is changed: there is room for two of them.
  await page.getByRole('button', { name: t('training.edit') }).click();
  await page.locator('[name=capacity]').fill('2');
  await expectAccessible(page);
  await page.locator('form.card [type=submit]').click();
  await page.getByRole('button', { name: t('training.convoke_all') }).click();
  await expect(page.getByText('2 / 2')).toBeVisible();
  await expect(page.locator('tbody tr')).toHaveCount(2);
  await expect(page.locator('tbody tr').first()).toContainText('GON-');
  await expectAccessible(page);
  await page.getByRole('button', { name: t('training.cancel') }).click();
  await expect(page.getByText(t('training.is_cancelled'))).toBeVisible();
});
