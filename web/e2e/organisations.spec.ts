import { readFile } from 'node:fs/promises';
import { demoPassword, expect, expectAccessible, signIn, test } from './support.ts';

test.slow();

test('cooperatives are listed, ordered, and taken home as a file that is narrowed as the list is', async ({ page, demo, t }) => {
  await signIn(page, demo, 'coordinator', demoPassword(demo, 'coordinator'), '/organisations');
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
  await signIn(page, demo, 'agent', demoPassword(demo, 'agent'), '/organisations');
  await page.locator('tbody tr').first().getByRole('link').click();
  await expect(page.getByRole('link', { name: t('registrants.receipt') })).toHaveAttribute('href', /organisations\/.*receipt\.pdf$/);
  await page.locator('summary', { hasText: t('registrants.history.show') }).click();
  await expect(page.locator('#content ol').last()).toContainText(t('core.actor.demonstration'));
  await expectAccessible(page);
});

test('a role is given for one cooperative alone, found by its name', async ({ page, demo }) => {
  await signIn(page, demo, 'admin', demoPassword(demo, 'admin'), '/users/new');
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

test('a cooperative is led from its name to the register, and a step is taken back', async ({ page, demo, t }) => {
  await signIn(page, demo, 'agent', demoPassword(demo, 'agent'), '/organisations/new');
  await page.locator('[name=name_ar]').fill('تعاونية النور للزرابي');
  await page.locator('[name=commune_code]').fill('Guelmim');
  await page.locator('[role=option]:visible').first().click();
  await page.locator('[name=sector]').selectOption('crafts');
  await page.locator('[name=members_total]').fill('6');
  await page.locator('[name=members_women]').fill('6');
  await expectAccessible(page);
  await page.locator('[name=consent_given]').check();
  await page.locator('form.card [type=submit]').click();
  await page.getByRole('link', { name: t('registrants.open_file') }).click();

  const legal = page.locator('#legal');
  await expect(legal.locator('[aria-current=step]')).toContainText(t('registry.legal_state.forming'));
  await page.getByRole('button', { name: t('organisations.act.request_name') }).click();
  await expect(page.locator('dialog [name=names]')).toHaveValue('تعاونية النور للزرابي');
  await page.locator('dialog [name="names/1"]').fill('تعاونية الفتح');
  await expectAccessible(page);
  await page.locator('dialog [type=submit]').click();
  await expect(legal.locator('[aria-current=step]')).toContainText(t('registry.legal_state.name_requested'));

  await page.getByRole('button', { name: t('organisations.act.approve_name') }).click();
  await page.locator('dialog [type=submit]').click();
  await expect(page.locator('dialog [name=number]')).toHaveAttribute('aria-invalid', 'true');
  await page.locator('dialog [name=number]').fill('1234/26');
  await page.locator('dialog [type=submit]').click();
  await expect(legal.locator('[aria-current=step]')).toContainText(t('registry.legal_state.name_approved'));
  await expect(page.getByText(t('organisations.step.certificate'), { exact: true }).first()).toBeVisible();

  await page.getByRole('button', { name: t('organisations.undo') }).click();
  await page.locator('dialog [name=reason]').fill('رقم شهادة أخرى');
  await page.locator('dialog [type=submit]').click();
  await expect(legal.locator('[aria-current=step]')).toContainText(t('registry.legal_state.name_requested'));
  await expect(legal).toContainText('رقم شهادة أخرى');
  await expectAccessible(page);
});

test('members and their shares add up, and the list is narrowed to women only', async ({ page, demo, t }) => {
  await signIn(page, demo, 'coordinator', demoPassword(demo, 'coordinator'), '/organisations');
  await expect(page.locator('tbody tr').first()).toContainText('GON-');
  const filter = page.locator('[name=women]');
  if (!(await filter.isVisible())) await page.getByRole('button', { name: t('registrants.filters.show') }).click();
  const asked = page.waitForResponse((answer) => answer.url().includes('women=all'));
  await filter.selectOption('all');
  const { items } = (await (await asked).json()) as { items: { id: string; members_total: number; members_women: number }[] };
  expect(items.length).toBeGreaterThan(0);
  for (const one of items) expect(one.members_women).toBe(one.members_total);
  await expect(page.locator('tbody tr')).toHaveCount(items.length);

  // The oldest: the test before may have registered the first.
  await page.goto(`${demo.url}/organisations/${items.at(-1)!.id}/edit`);
  await page.locator('details details summary').first().click();
  await page.locator('[name="members/0/paid"]').fill('999999');
  await page.locator('form.card [type=submit]').click();
  await expect(page.locator('[name="members/0/paid"]')).toHaveAttribute('aria-invalid', 'true');
  await page.locator('[name="members/0/shares"]').fill('10');
  await page.locator('[name="members/0/paid"]').fill('1000');
  await expectAccessible(page);
  await page.locator('form.card [type=submit]').click();
  await expect(page.locator('#legal')).toBeVisible();
  await expect(page.getByText(t('organisations.womens_capital'))).toBeVisible();
  await expectAccessible(page);
});

test('many are moved from the list after a preview, and the move is taken back', async ({ page, demo, t }) => {
  await signIn(page, demo, 'coordinator', demoPassword(demo, 'coordinator'), '/organisations');
  await expect(page.locator('tbody tr').first()).toContainText('GON-');
  const filter = page.locator('[name=phase]');
  if (!(await filter.isVisible())) await page.getByRole('button', { name: t('registrants.filters.show') }).click();
  const asked = page.waitForResponse((answer) => answer.url().includes('phase=registered'));
  await filter.selectOption('registered');
  const { items } = (await (await asked).json()) as { items: { reference: string }[] };
  await expect(page.locator('tbody tr')).toHaveCount(items.length);
  // Two of them: the last is another test's.
  const [first, second] = items;
  for (const { reference } of [first!, second!]) await page.getByRole('row').filter({ hasText: reference }).getByRole('checkbox').check();
  await expectAccessible(page);
  await page.getByRole('button', { name: t('selection.move.button') }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText(t('registry.phase.selected'), { exact: true }).click();
  await expect(dialog.getByText(t('selection.move.movable', { count: '0' }))).toBeVisible(); // not before they are eligible
  await expect(dialog.getByText(t('selection.move.no_such_step'))).toHaveCount(2);
  await dialog.getByText(t('registry.phase.eligible'), { exact: true }).click();
  await expect(dialog.getByText(t('selection.move.movable', { count: '2' }))).toBeVisible();
  await expectAccessible(page);
  await dialog.getByRole('button', { name: t('selection.move.now', { count: '2' }) }).click();
  await expect(page.getByRole('row').filter({ hasText: first!.reference })).toHaveCount(0); // the list is narrowed to the registered
  await expect(page.locator('tbody tr')).toHaveCount(items.length - 2);
  await page.getByRole('button', { name: t('selection.move.undo') }).click();
  await expect(page.getByText(t('selection.move.undone', { count: '2' }))).toBeVisible();
  await expect(page.locator('tbody tr')).toHaveCount(items.length);
  await expect(page.getByRole('row').filter({ hasText: second!.reference })).toContainText(t('registry.phase.registered'));
  await expectAccessible(page);
});

test('a committee declares a cooperative eligible and selects it, with its reason', async ({ page, demo, t }) => {
  await signIn(page, demo, 'coordinator', demoPassword(demo, 'coordinator'), '/organisations');
  await page.locator('tbody tr').last().getByRole('link').click();
  await expect(page.getByText(t('organisations.counts'))).toBeVisible();
  await page.getByRole('button', { name: t('selection.step.eligible') }).click();
  await page.locator('dialog [type=submit]').click();
  await page.getByRole('button', { name: t('selection.step.selected') }).click();
  await page.locator('dialog [name=reason]').fill('قرار لجنة الانتقاء');
  await expectAccessible(page);
  await page.locator('dialog [type=submit]').click();
  await expect(page.locator('#content')).toContainText('قرار لجنة الانتقاء');
  await expectAccessible(page);
});
