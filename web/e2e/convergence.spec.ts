import { ask, demoPassword, expect, expectAccessible, settled, signIn, signInAsAdministrator, test } from './support.ts';

test.slow();

test('the table tells who takes part in which other programme, and a reader from outside no small number', async ({ page, demo, t }) => {
  await signIn(page, demo, 'coordinator', demoPassword(demo, 'coordinator'), '/convergence');
  const table = page.getByRole('table', { name: t('convergence.table') });
  await expect(table.locator('tbody tr').first()).toContainText(/\d/);
  await expect(page.getByText(t('convergence.suppressed'))).toHaveCount(0);
  await expectAccessible(page);
  const who = page.getByRole('table', { name: t('convergence.who') });
  await page.locator('[name=who_least]').selectOption('2');
  await expect(who.locator('tbody tr').first()).toContainText(/GON-/);
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'CSV' }).click()]);
  expect(download.suggestedFilename()).toMatch(/^convergence-.*\.csv$/);

  await page.context().clearCookies();
  await signIn(page, demo, 'partner', demoPassword(demo, 'partner'), '/convergence');
  await expect(page.getByText(t('convergence.suppressed'))).toBeVisible();
  await expect(page.getByRole('heading', { name: t('convergence.lists') })).toHaveCount(0);
  await expect(page.getByRole('heading', { name: t('convergence.who') })).toHaveCount(0);
  await expect(page.getByRole('button', { name: t('convergence.new') })).toHaveCount(0);
  await expectAccessible(page);
});

test('a list is handed over, a doubtful row decided and taken back, and her file shows it', async ({ page, office, language, t }) => {
  await signInAsAdministrator(page, office, null);
  const { items } = await ask<{ items: { editions: { id: string }[] }[] }>(page, 'GET', '/programmes');
  // A woman of her own for each language, for both look at one server.
  const her = language === 'ar' ? { given: 'Yamna', family: 'Boukhriss', arabic: 'بوخريص;يامنة' } : { given: 'Itto', family: 'Ouchen', arabic: 'أوشن;إيطو' };
  const { id } = await ask<{ id: string }>(page, 'POST', '/persons', {
    edition_id: items[0]!.editions[0]!.id,
    given_name_latin: her.given,
    family_name_latin: her.family,
    birth_date: '1981-05-02',
    commune_code: '10.261.01.01',
    consent_given: true,
  });
  await page.goto(`${office.url}/convergence`);
  await page.getByRole('button', { name: t('convergence.new') }).click();
  await expectAccessible(page);
  const hand = async (name: string, list: string) => {
    await page.locator('[name=file]').setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(list) });
    await page.locator('form.card [type=submit]').click();
  };
  await hand('depenses.csv', 'Chantier;Montant\nRoute;100\n');
  await expect(page.getByText(t('error.names_missing'))).toBeVisible();
  await hand('awrach.csv', `الاسم العائلي;الاسم الشخصي;سنة الازدياد;الجماعة;نوع الدعم\n${her.arabic};1981;كلميم;ورش\nبنكيران;حليمة;1970;كلميم;ورش\n`);

  const row = page.locator('article');
  await expect(row).toHaveCount(1);
  await expect(row).toContainText(her.family);
  await expectAccessible(page);
  await row.getByRole('button', { name: t('convergence.same') }).click();
  await expect(row.getByRole('button', { name: t('convergence.undo') })).toBeVisible();
  await row.getByRole('button', { name: t('convergence.undo') }).click();
  await row.getByRole('button', { name: t('convergence.same') }).click();
  await expect(row.getByRole('button', { name: t('convergence.undo') })).toBeVisible();
  const list = page.url();

  await page.goto(`${office.url}/persons/${id}`);
  const panel = page.locator('section', { has: page.getByRole('heading', { name: t('convergence.own') }) });
  await expect(panel).toContainText('awrach.csv');
  await expectAccessible(page);

  await page.goto(list);
  await page.getByRole('button', { name: t('convergence.close') }).click();
  await expect(page.getByText(t('convergence.said_forgotten'))).toBeVisible();
  await page.getByRole('button', { name: t('convergence.remove') }).click();
  await page.getByRole('dialog').getByRole('button', { name: t('convergence.remove') }).click();
  await expect(page.getByText(t('convergence.removed'))).toBeVisible();
  await page.goto(`${office.url}/persons/${id}`);
  await settled(page);
  await expect(panel).toContainText(t('convergence.own_none'));
});
