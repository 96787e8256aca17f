import { readFile } from 'node:fs/promises';
import { demoPassword, expect, expectAccessible, signIn, test } from './support.ts';

test.slow();

test('cooperatives are listed, ordered, and taken home as a file that is narrowed as the list is', async ({ page, demo, t }) => {
  await signIn(page, demo, 'coordinator', demoPassword(demo, 'coordinator'));
  await page.goto(`${demo.url}/organisations`);
  await expect(page.locator('tbody tr').first()).toContainText('GON-');
  await expectAccessible(page);
  const asked = page.waitForResponse((answer) => answer.url().includes('legal_state=forming') && answer.url().includes('sort=name'));
  await page.locator('[name=sort]').selectOption('name');
  const filter = page.locator('[name=legal_state]');
  if (!(await filter.isVisible())) await page.getByRole('button', { name: t('registrants.filters.show') }).click();
  await filter.selectOption('forming');
  const { items } = (await (await asked).json()) as { items: { reference: string }[] };
  await expect(page.locator('tbody tr')).toHaveCount(items.length);
  const downloading = page.waitForEvent('download');
  await page.getByRole('button', { name: 'CSV' }).click();
  const file = await downloading;
  expect(file.suggestedFilename()).toMatch(/^jisr-organisations-.*\.csv$/);
  const lines = (await readFile(await file.path(), 'utf8')).trim().split('\r\n');
  expect(lines).toHaveLength(items.length + 1);
  expect(lines[0]).toContain(t('registry.legal_state'));
  for (const [index, { reference }] of items.entries()) expect(lines[index + 1]).toContain(reference);
});

test('the file of a cooperative has its receipt, and its history says who wrote it', async ({ page, demo, t }) => {
  await signIn(page, demo, 'agent', demoPassword(demo, 'agent'));
  await page.goto(`${demo.url}/organisations`);
  await page.locator('tbody tr').first().getByRole('link').click();
  await expect(page.getByRole('link', { name: t('registrants.receipt') })).toHaveAttribute('href', /organisations\/.*receipt\.pdf$/);
  await page.getByRole('button', { name: t('registrants.history.show') }).click();
  await expect(page.locator('#content ol')).toContainText(t('core.actor.demonstration'));
  await expectAccessible(page);
});

test('a role is given for one cooperative alone, found by its name', async ({ page, demo }) => {
  await signIn(page, demo, 'admin', demoPassword(demo, 'admin'));
  await page.goto(`${demo.url}/users/new`);
  await page.locator('[name=full_name]').fill('نعيمة السوسي');
  await page.locator('[name=user_name]').fill(`naima.${process.pid}.${Date.now() % 100_000}`);
  await page.locator('[name="assignments/0/role"]').selectOption('accompaniment_officer');
  await page.locator('[name="assignments/0/scope_level"]').selectOption('organisation');
  await page.locator('form.card [type=submit]').click();
  await expect(page.locator('[name="assignments/0/scope_code"]')).toHaveAttribute('aria-invalid', 'true');
  await page.locator('[name="assignments/0/scope_code"]').fill('تعاونية');
  const first = page.locator('[role=option]:visible').first();
  await expect(first).toContainText(/[A-Z]{3}-\d{2}-\d{6}-\d/);
  await expectAccessible(page);
  await first.click();
  const name = await page.locator('[name="assignments/0/scope_code"]').inputValue();
  await page.locator('form.card [type=submit]').click();
  await expect(page.locator('.secret code')).toBeVisible();
  await page.goto(`${demo.url}/users`);
  await expect(page.getByText(name).first()).toBeVisible();
});
