import type { Page } from '@playwright/test';
import { demoPassword, expect, expectAccessible, signIn, test } from './support.ts';
import type { Server } from './server.ts';

test.slow();

const asCoordinator = (page: Page, demo: Server, path = '/') => signIn(page, demo, 'coordinator', demoPassword(demo, 'coordinator'), path);

async function choosePartner(page: Page, index: number, typed: string) {
  await page.locator(`[name="parties/${index}/partner_id"]`).fill(typed);
  await page.locator('[role=option]:visible').first().click();
}

test('what ends soon is on the first page and above the list, which leaves as a file', async ({ page, demo, t }) => {
  await asCoordinator(page, demo);
  await expect(page.getByText(t('agreements.ending.still_rests'))).toBeVisible();
  await expectAccessible(page);
  await page.goto(`${demo.url}/agreements`);
  await expect(page.locator('tbody tr').first()).toContainText('DEMO-');
  await expectAccessible(page);
  const downloading = page.waitForEvent('download');
  await page.getByRole('button', { name: 'CSV' }).click();
  expect((await downloading).suggestedFilename()).toMatch(/^jisr-agreements-.*\.csv$/);
  const filter = page.locator('[name=state]');
  if (!(await filter.isVisible())) await page.getByRole('button', { name: t('registrants.filters.show') }).click();
  await filter.selectOption('draft');
  await expect(page.locator('tbody tr')).toHaveCount(1);
});

test('an agreement is entered with its parties and amounts, corrected by name where it is wrong, and amended', async ({ page, demo, t, language }) => {
  await asCoordinator(page, demo, '/agreements/new');
  await page.locator('[name=reference]').fill(`${language}-${process.pid}-${Date.now() % 100_000}`);
  await page.locator('[name=title_ar]').fill('اتفاقية شراكة لدعم التعاونيات');
  await page.locator('[name=title_fr]').fill("Convention d'appui aux coopératives");
  await page.locator('[name=signed_on]').fill('15/1/2026');
  await page.locator('[name=starts_on]').fill('1/2/2026');
  await page.locator('[name=ends_on]').fill('31/12/2027');
  await choosePartner(page, 0, language === 'ar' ? 'مجلس' : 'Conseil');
  await choosePartner(page, 1, language === 'ar' ? 'الوزارة' : 'Ministère');
  const council = page.locator('.party').first();
  await council.getByLabel('2026', { exact: true }).fill('1 234,505');
  await council.getByLabel('2027', { exact: true }).fill('500 000');
  await page.locator('.party').nth(1).getByLabel('2026', { exact: true }).fill('500000');
  await expectAccessible(page);
  await page.locator('form.card [type=submit]').click();
  await page.getByRole('link', { name: t('agreements.too_many_decimals') }).click();
  await expect(council.getByLabel('2026', { exact: true })).toBeFocused();
  await council.getByLabel('2026', { exact: true }).fill('1 234,50');
  await page.locator('form.card [type=submit]').click();
  await expect(page.getByText(/1\u202f001\u202f234,50/).first()).toBeVisible();
  await expect(page.getByText(t('finance.agreement_state.awaiting_ratification'))).toBeVisible();
  await expect(page.getByText(t('agreements.awaits_ratification'))).toBeVisible();
  await expectAccessible(page);

  await page.getByRole('link', { name: t('agreements.edit') }).click();
  await page.getByLabel(t('agreements.decided')).check();
  await page.locator('[name="ratification/session"]').fill(language === 'ar' ? 'الدورة العادية لشهر مارس 2026' : 'Session ordinaire de mars 2026');
  await page.locator('[name="ratification/decided_on"]').fill('2/3/2026');
  await page.locator('[name="ratification/result"]').selectOption('adopted');
  await page.locator('[name=reason]').fill('مقرر المجلس – délibération');
  await expectAccessible(page);
  await page.locator('form.card [type=submit]').click();
  await expect(page.getByText(t('finance.agreement_state.in_force'))).toBeVisible();
  await expect(page.getByText(t('agreements.awaits_ratification'))).toBeHidden();
  await page.getByRole('button', { name: t('agreements.papers.add') }).click();
  await page.locator('[name=kind]').selectOption('ratification');
  await page.locator('[name=file]').setInputFiles({ name: 'deliberation.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4\n%%EOF\n') });
  await page.getByRole('button', { name: t('agreements.papers.send') }).click();
  await expect(page.getByRole('link', { name: 'deliberation.pdf' })).toBeVisible();

  await page.getByRole('link', { name: t('agreements.amend') }).click();
  await page.locator('[name=reason]').fill('تمديد – prolongation');
  await page.locator('[name=ends_on]').fill('31/12/2028');
  await expectAccessible(page);
  await page.locator('form.card [type=submit]').click();
  await expect(page.getByText(t('agreements.amendment', { n: '1' }))).toBeVisible();
  await expect(page.locator('ins')).toContainText('31/12/2028');

  await page.getByRole('button', { name: t('agreements.cancel') }).click();
  await page.locator('dialog [name=reason]').fill('باتفاق الأطراف');
  await expectAccessible(page);
  await page.locator('dialog [type=submit]').click();
  await expect(page.getByText(t('finance.agreement_state.cancelled'))).toBeVisible();
  await page.locator('summary', { hasText: t('agreements.history.show') }).click();
  await expect(page.getByText('باتفاق الأطراف')).toBeVisible();
});

test('somebody else’s edit is shown beside one’s own', async ({ page, demo, t, browser, language }) => {
  await asCoordinator(page, demo, '/agreements');
  await expect(page.locator('tbody tr').first()).toBeVisible();
  const filter = page.locator('[name=state]');
  if (!(await filter.isVisible())) await page.getByRole('button', { name: t('registrants.filters.show') }).click();
  await filter.selectOption('draft');
  await expect(page.locator('tbody tr')).toHaveCount(1);
  await page.locator('tbody tr').first().getByRole('link').click();
  await page.getByRole('link', { name: t('ui.edit'), exact: true }).click();
  await expect(page.locator('[name=notes]')).toBeVisible();
  const address = new URL(page.url()).pathname;

  const other = await browser.newPage({ locale: language, viewport: page.viewportSize() });
  await signIn(other, demo, 'admin', demoPassword(demo, 'admin'), address);
  await other.locator('[name=notes]').fill(`theirs ${Date.now()}`);
  await other.locator('form.card [type=submit]').click();
  await other.waitForURL((url) => !url.pathname.endsWith('/edit'));
  await other.close();

  const mine = `mine ${Date.now()}`;
  await page.locator('[name=notes]').fill(mine);
  await page.locator('form.card [type=submit]').click();
  await expect(page.getByText(t('agreements.conflict'))).toBeVisible();
  await expectAccessible(page);
  await page.getByText(mine).click();
  await page.getByRole('button', { name: t('ui.conflict.save') }).click();
  await page.waitForURL((url) => !url.pathname.endsWith('/edit'));
  await expect(page.getByText(mine)).toBeVisible();
});

test('partners are listed, added, and their agreements stand with them', async ({ page, demo, t, language }) => {
  await asCoordinator(page, demo, '/partners');
  await expect(page.locator('tbody tr').first()).toBeVisible();
  await expectAccessible(page);
  await page.goto(`${demo.url}/partners/new`);
  const name = `${language} ${process.pid} ${Date.now() % 100_000}`;
  await page.locator('[name=name_ar]').fill(`جمعية الأمل ${name}`);
  await page.locator('[name=name_fr]').fill(`Association Al Amal ${name}`);
  await page.locator('[name=phone]').fill('12');
  await page.locator('form.card [type=submit]').click();
  await expect(page.locator('[name=phone]')).toHaveAttribute('aria-invalid', 'true');
  await page.locator('[name=phone]').fill('05 28 87 00 00');
  await expectAccessible(page);
  await page.locator('form.card [type=submit]').click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText(name);
  await expect(page.getByText(t('agreements.none'))).toBeVisible();
  await expectAccessible(page);
});

test('an agreement leads to the progress of its edition, which shows what it rests on', async ({ page, demo, t }) => {
  await asCoordinator(page, demo, '/agreements');
  await expect(page.locator('tbody tr').first()).toBeVisible();
  const filter = page.locator('[name=state]');
  if (!(await filter.isVisible())) await page.getByRole('button', { name: t('registrants.filters.show') }).click();
  await filter.selectOption('in_force');
  await page.locator('tbody tr').first().getByRole('link').click();
  await page.locator('a[href*="/progress"][href*="edition="]').first().click();
  await page.waitForURL(/\/progress/);
  const funding = page.locator('details.card').first();
  await funding.locator('summary').click();
  await expect(funding.locator('a[href^="/agreements/"]').first()).toBeVisible();
  await expectAccessible(page);
});

test('a programme shows the agreements that its edition rests on', async ({ page, demo, t }) => {
  await signIn(page, demo, 'admin', demoPassword(demo, 'admin'), '/programmes');
  await page.locator('article h2 a', { hasText: /جسر|Jisr/ }).click();
  const funding = page.locator('details.card').first();
  await funding.locator('summary').click();
  await expect(funding.getByText('2027', { exact: true })).toBeVisible();
  await expect(funding.getByText(t('finance.agreement_state.in_force')).first()).toBeVisible();
  await expectAccessible(page);
});
