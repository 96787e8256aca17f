import { fileURLToPath } from 'node:url';
import { startServer } from './server.ts';
import { administrator, expect, expectAccessible, signInAsAdministrator, test } from './support.ts';
import type { Page } from '@playwright/test';

const launchDay = fileURLToPath(new URL('../../tests/fixtures/launch_day.csv', import.meta.url));
const numbers = async (page: Page) => {
  const of = (outcome: string) => page.locator(`[data-outcome=${outcome}]`);
  await expect(of('registered')).toHaveText('121');
  await expect(of('refused')).toHaveText('5');
  await expect(of('duplicate')).toHaveText('2');
};

/** Nobody's consent is taken for granted. */
const stateConsent = async (page: Page) => {
  await page.locator('[name=consent][value=given]').check();
  await page.locator('[name=consent_on]').fill('05/11/2026');
  await page.locator('[name=consent_method][value=signed_paper]').check();
};

test('the list of a launch day is tried, then registered for good, and its refused rows come back', async ({ page, t }) => {
  test.slow(); // a server of its own
  const server = await startServer();
  await fetch(`${server.url}/api/v1/setup/administrator`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'Idempotency-Key': 'first' },
    body: JSON.stringify(administrator),
  });
  await signInAsAdministrator(page, server, '/imports');
  await expect(page.locator('[name=file]')).toBeAttached();
  await expectAccessible(page);
  await page.locator('[name=file]').setInputFiles(launchDay);
  await page.locator('[name=region]').selectOption('10');
  await page.locator('form.card [type=submit]').click();
  await expect(page.getByText(t('import.missing.consent'))).toBeVisible();
  await expect(page.locator('[name=consent]').first()).toBeFocused();
  await page.locator('[name=consent][value=given]').check();
  await page.locator('form.card [type=submit]').click();
  await expect(page.getByText(t('import.missing.consent_on'))).toBeVisible();
  await expect(page.locator('[name=consent_on]')).toBeFocused();
  await page.locator('[name=consent_on]').fill('05/11/2099');
  await page.locator('[name=consent_method][value=signed_paper]').check();
  await page.locator('form.card [type=submit]').click();
  await expect(page.getByText(t('import.consent_ahead'))).toBeVisible();
  await expect(page.locator('[name=consent_on]')).toBeFocused();
  await stateConsent(page);
  await page.locator('form.card [type=submit]').click();
  await expect(page.getByText(t('import.dry_done'))).toBeVisible();
  await numbers(page);
  await expect(page.locator('tbody tr')).toHaveCount(5);
  await expect(page.locator('tbody tr').first()).toContainText(t('import.row_would.refused'));
  await page.locator('[name=outcome]').selectOption('registered');
  await expect(page.locator('tbody tr').first()).toContainText(t('import.row_would.registered'));
  // On a phone a cell that says nothing has no label either.
  const why = page.locator('tbody tr').first().locator(':scope > td').nth(1);
  await expect(why).toBeVisible({ visible: page.viewportSize()!.width > 640 });
  await expectAccessible(page);

  await page.getByRole('status').getByRole('button').click();
  await expect(page.getByText(t('import.done'), { exact: true })).toBeVisible();
  await expect(page.locator('#content h1')).toBeFocused();
  await numbers(page);
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: t('import.refused_file') }).click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/\.csv$/);

  await page.goto(`${server.url}/progress/10`);
  await expect(page.locator('.counter .value').first()).toHaveText('121');
  await server.stop();
});

test('columns with unknown headings are told by hand', async ({ page, office, t }) => {
  await signInAsAdministrator(page, office, '/imports');
  const list = 'Colonne A;Nom;Né le;Lieu-dit X\nRachida;Amrani;01/02/1985;Sidi Ifni\n';
  await page.locator('[name=file]').setInputFiles({ name: 'liste.csv', mimeType: 'text/csv', buffer: Buffer.from(list) });
  await page.locator('[name=region]').selectOption('10');
  await stateConsent(page);
  await page.locator('form.card [type=submit]').click();
  await expect(page.getByRole('heading', { name: t('import.mapping.title') })).toBeVisible();
  await expectAccessible(page);
  await expect(page.getByLabel('Colonne A')).toHaveAccessibleDescription(/Rachida/);
  await expect(page.getByText('01/02/1985')).toBeVisible();
  await page.getByLabel('Colonne A').selectOption('given_name');
  await page.getByLabel('Nom', { exact: true }).selectOption('family_name');
  await page.getByLabel('Né le').selectOption('birth_date');
  await page.getByLabel('Lieu-dit X').selectOption('family_name');
  await expect(page.getByRole('status').filter({ hasText: 'Nom' })).toBeVisible();
  await page.getByLabel('Nom', { exact: true }).selectOption('family_name');
  await page.getByLabel('Lieu-dit X').selectOption('commune');
  await page.locator('form.card [type=submit]').click();
  await expect(page.locator('[data-outcome=registered]')).toHaveText('1');

  // The same headings again: what was said of them waits to be confirmed.
  await page.goto(`${office.url}/imports`);
  const again = 'Colonne A;Nom;Né le;Lieu-dit X\nTouda;Amrani;03/04/1986;Sidi Ifni\n';
  await page.locator('[name=file]').setInputFiles({ name: 'suite.csv', mimeType: 'text/csv', buffer: Buffer.from(again) });
  await page.locator('[name=region]').selectOption('10');
  await stateConsent(page);
  await page.locator('form.card [type=submit]').click();
  await expect(page.getByText(t('import.mapping.proposed'))).toBeVisible();
  await expect(page.getByLabel('Colonne A')).toHaveValue('given_name');
  await expect(page.getByLabel('Lieu-dit X')).toHaveValue('commune');
  await page.locator('form.card [type=submit]').click();
  await expect(page.locator('[data-outcome=registered]')).toHaveText('1');
});

test('a list of refused rows that comes back is not asked about the column that says why', async ({ page, office, t }) => {
  await signInAsAdministrator(page, office, '/imports');
  const list = 'Prénom;Nom;Date de naissance;Commune;Atelier;error\nRkia;Amhaouch;11/10/1976;Sidi Ifni;tissage;Date non comprise\n';
  await page.locator('[name=file]').setInputFiles({ name: 'refused.csv', mimeType: 'text/csv', buffer: Buffer.from(list) });
  await page.locator('[name=region]').selectOption('10');
  await stateConsent(page);
  await page.locator('form.card [type=submit]').click();
  await page.getByLabel('Atelier').selectOption('skills');
  await expect(page.getByLabel('error', { exact: true })).toHaveCount(0);
  await page.locator('form.card [type=submit]').click();
  await expect(page.locator('[data-outcome=registered]')).toHaveText('1');
  await expect(page.getByText(t('import.own_columns'))).toBeVisible();
  await expect(page.getByText(t('import.own_columns.error'), { exact: true })).toBeVisible();
});

test('a list without headings loses nobody: its first row is a person when somebody says so', async ({ page, office, t }) => {
  await signInAsAdministrator(page, office, '/imports');
  const list = 'Itto;Ouhssaine;03/04/1981;Sidi Ifni\nTlaytmas;Ouhrouch;05/06/1982;Sidi Ifni\n';
  await page.locator('[name=file]').setInputFiles({ name: 'liste.csv', mimeType: 'text/csv', buffer: Buffer.from(list) });
  await page.locator('[name=region]').selectOption('10');
  await stateConsent(page);
  await page.locator('form.card [type=submit]').click();
  await expect(page.getByRole('heading', { name: t('import.mapping.title') })).toBeVisible();
  for (const [heading, field] of Object.entries({ Itto: 'given_name', Ouhssaine: 'family_name', '03/04/1981': 'birth_date', 'Sidi Ifni': 'commune' })) {
    await page.getByLabel(heading, { exact: true }).selectOption(field);
  }
  await page.locator('form.card [type=submit]').click();
  await expect(page.getByText(t('import.first_row.unsaid')).first()).toBeVisible();
  await expectAccessible(page);
  await page.locator('[name=first_row][value=person]').check();
  await page.locator('form.card [type=submit]').click();
  await expect(page.locator('[data-outcome=registered]')).toHaveText('2');
});

test('a row that resembles a file is left to a person, and leads to that file', async ({ page, office, t }) => {
  await signInAsAdministrator(page, office, '/imports');
  const list = 'Prénom;Nom;Date de naissance;Téléphone;Commune\nGhizlane;Ouazzani;09/04/1979;0667788990;Sidi Ifni\nغزلان;الوزاني;04/09/1979;0667788990;Sidi Ifni\n';
  await page.locator('[name=file]').setInputFiles({ name: 'liste.csv', mimeType: 'text/csv', buffer: Buffer.from(list) });
  await page.locator('[name=region]').selectOption('10');
  await stateConsent(page);
  await page.locator('form.card [type=submit]').click();
  await page.getByRole('status').getByRole('button').click();
  await expect(page.getByText(t('import.done'), { exact: true })).toBeVisible();
  await expect(page.locator('[data-outcome=registered]')).toHaveText('1');
  const row = page.locator('tbody tr');
  await expect(row).toContainText(t('error.likely_same_person'));
  await expect(row).toContainText(/GON-\d{2}-\d{6}-\d/);
  await expectAccessible(page);
  await row.getByRole('link').click();
  await expect(page.locator('#content h1')).toContainText('Ouazzani');

  await page.goBack();
  await row.getByRole('button', { name: t('registrants.duplicate.another') }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel(t('registrants.other_woman.sisters')).check();
  await expectAccessible(page);
  await dialog.getByRole('button', { name: t('registrants.duplicate.other_save') }).click();
  await expect(page.getByText(t('import.settled.another'))).toBeVisible();
  await expect(page.locator('[data-outcome=registered]')).toHaveText('2');
  await expect(page.locator('[data-outcome=duplicate]')).toHaveText('0');
});

test('who is still to be asked for her consent is found in the list, until her answer stands in her file', async ({ page, office, t }) => {
  await signInAsAdministrator(page, office, '/imports');
  const list = 'Prénom;Nom;Date de naissance;Commune\nTamou;Belkacem;17/02/1971;Tan-Tan\n';
  await page.locator('[name=file]').setInputFiles({ name: 'liste.csv', mimeType: 'text/csv', buffer: Buffer.from(list) });
  await page.locator('[name=region]').selectOption('10');
  await page.locator('[name=consent][value=to_take]').check();
  await expect(page.locator('[name=consent_on]')).toHaveCount(0);
  await expectAccessible(page);
  await page.locator('form.card [type=submit]').click();
  await page.getByRole('status').getByRole('button').click();
  await expect(page.getByText(t('import.consent_missing.one', { count: '1' }))).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: t('import.consent_missing_list') }).click();
  const row = page.locator('tbody tr').filter({ hasText: 'Belkacem' });
  await expect(row).toContainText(t('registrants.consent.to_confirm'));
  await expect(page.locator('tbody tr').filter({ hasNotText: t('registrants.consent.to_confirm') })).toHaveCount(0);
  await expectAccessible(page);
  await row.getByRole('link').click();
  await expect(page.locator('#content header').first()).toContainText(t('registrants.consent.to_confirm'));
  await expectAccessible(page);
  await page.goto(`${page.url()}/edit/consent`);
  await page.locator('[name=consent_method][value=verbal_witnessed]').check();
  await page.locator('form.card [type=submit]').first().click();
  await expect(page.getByText(t('registry.consent_method.verbal_witnessed'))).toBeVisible();
  await expect(page.getByText(t('registrants.consent.to_confirm'))).toHaveCount(0);
  await page.goto(`${office.url}/persons`);
  await expect(page.locator('tbody tr').filter({ hasText: 'Belkacem' })).toHaveCount(1);
  await expect(page.locator('tbody tr').filter({ hasText: 'Belkacem' })).not.toContainText(t('registrants.consent.to_confirm'));
});

test('a consent that was taken after the list was tried is stated before it is registered', async ({ page, office, t }) => {
  await signInAsAdministrator(page, office, '/imports');
  const list = 'Prénom;Nom;Date de naissance;Commune\nMina;Oubella;21/09/1974;Tan-Tan\n';
  await page.locator('[name=file]').setInputFiles({ name: 'liste.csv', mimeType: 'text/csv', buffer: Buffer.from(list) });
  await page.locator('[name=region]').selectOption('10');
  await page.locator('[name=consent][value=to_take]').check();
  await page.locator('form.card [type=submit]').click();
  await expect(page.getByText(t('import.dry_done'))).toBeVisible();
  await expect(page.locator('[name=consent][value=to_take]')).toBeChecked();
  await expectAccessible(page);
  await page.locator('[name=consent][value=given]').check();
  await page.getByRole('status').getByRole('button').click();
  await expect(page.getByText(t('import.missing.consent_on'))).toBeVisible();
  await expect(page.locator('[name=consent_on]')).toBeFocused();
  await stateConsent(page);
  await page.getByRole('status').getByRole('button').click();
  await expect(page.getByText(t('import.done'), { exact: true })).toBeVisible();
  await expect(page.getByText(t('import.consent_stated'))).toBeVisible();
  await expect(page.getByText(t('import.consent_missing.one', { count: '1' }))).toHaveCount(0);
});
