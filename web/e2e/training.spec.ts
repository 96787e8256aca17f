import { demoPassword, expect, expectAccessible, signIn, test } from './support.ts';

test.slow();

/** Sessions lie within their edition, which ends with the year; that day nothing else takes place. */
const lastDay = `31/12/${new Date().getFullYear()}`;
/** The agent of the demonstration. */
const agent = 'حنان آيت علي';
/** The session of the demonstration of which attendance is not noted yet. */
const project = /المواكبة وبناء المشروع|construction du projet/;

test('a session that was held shows who was convoked, and attendance is noted with a press', async ({ page, demo, t }) => {
  await signIn(page, demo, 'delegate', demoPassword(demo, 'delegate'), '/sessions');
  await expectAccessible(page);
  await page.getByRole('link', { name: project }).click();
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

test('a session is planned, convokes everyone who is selected, and says what cannot be', async ({ page, demo, language, t }) => {
  await signIn(page, demo, 'delegate', demoPassword(demo, 'delegate'), '/sessions');
  await page.getByRole('button', { name: t('training.new') }).click();
  await page.locator('[name=ends_at]').fill('midi');
  await page.locator('[name=capacity]').fill('vingt');
  await page.locator('form.card [type=submit]').click();
  for (const field of ['subject', 'title_ar', 'title_fr', 'held_on', 'starts_at', 'ends_at', 'capacity', 'commune_code'])
    await expect(page.locator(`[name=${field}]`), field).toHaveAttribute('aria-invalid', 'true');
  await expectAccessible(page);
  await page.locator('[name=ends_at]').fill('');
  await page.locator('[name=capacity]').fill('');
  await page.locator('[name=subject]').selectOption('finding_partners');
  await page.locator('[name=title_ar]').fill('البحث عن الشركاء');
  await page.locator('[name=title_fr]').fill('Trouver des partenaires');
  await page.locator('[name=held_on]').fill('03/12/2001');
  await page.locator('[name=starts_at]').fill(language === 'ar' ? '9h30' : '11h30');
  await page.locator('[name=commune_code]').fill('Guelmim');
  await page.locator('[role=option]:visible').first().click();
  await expectAccessible(page);
  await page.locator('form.card [type=submit]').click();
  await expect(page.locator('[name=held_on]')).toHaveAttribute('aria-invalid', 'true');
  await page.locator('[name=given_by]').selectOption({ index: 1 }); // the agency stands first
  await page.locator('[name=held_on]').fill(lastDay);
  await page.locator('[name=held_on]').blur();
  await page.locator('form.card [type=submit]').click();
  await expect(page.getByText(t('training.nobody_text'))).toBeVisible();
  await expect(page.getByText(/وكالة التنمية الاجتماعية|Agence de développement social/)).toBeVisible();
  // It is changed: there is room for two of them.
  await page.getByRole('button', { name: t('training.edit') }).click();
  await page.locator('[name=capacity]').fill('2');
  await expectAccessible(page);
  await page.locator('form.card [type=submit]').click();
  // What convoking would do is seen before it is done, and it can be taken back.
  const dialog = page.getByRole('dialog');
  await page.getByRole('button', { name: t('training.convoke_all') }).click();
  await expect(dialog).toContainText(t('training.convoke.left'));
  await expectAccessible(page);
  await dialog.getByRole('button', { name: t('training.convoke.now', { count: '2' }) }).click();
  await expect(page.locator('tbody tr')).toHaveCount(2);
  await page.locator('.toasts').getByRole('button', { name: t('ui.undo') }).click();
  await expect(page.getByText(t('training.nobody_text'))).toBeVisible();
  await page.getByRole('button', { name: t('training.convoke_all') }).click();
  await dialog.getByRole('button', { name: t('training.convoke.now', { count: '2' }) }).click();
  await expect(page.getByText('2 / 2')).toBeVisible();
  await expect(page.locator('tbody tr')).toHaveCount(2);
  await expect(page.locator('tbody tr').first()).toContainText('GON-');
  await expectAccessible(page);
  await page.getByRole('button', { name: t('training.cancel') }).click();
  await expect(page.getByRole('button', { name: t('training.cancel_not') })).toBeFocused();
  await expectAccessible(page);
  await dialog.getByRole('button', { name: t('training.cancel'), exact: true }).click();
  await expect(page.getByText(t('training.is_cancelled'))).toBeVisible();
  await expect(page.locator('#content h1')).toBeFocused();
});

test('staff are invited to a training of their own, told of it, and see it on their pages', async ({ page, demo, language, t }) => {
  const title = `${language === 'ar' ? 'الجداول الرقمية' : 'Tableurs'} ${Date.now()}`;
  await signIn(page, demo, 'coordinator', demoPassword(demo, 'coordinator'), '/sessions');
  await page.getByRole('button', { name: t('training.new') }).click();
  await page.locator('[name=audience][value=staff]').check();
  await page.locator('[name=subject]').selectOption('digital_tools');
  await page.locator('[name=title_ar]').fill(title);
  await page.locator('[name=title_fr]').fill(title);
  await page.locator('[name=held_on]').fill(lastDay);
  await page.locator('[name=starts_at]').fill('9h30');
  await page.locator('[name=commune_code]').fill('Guelmim');
  await page.locator('[role=option]:visible').first().click();
  await page.locator('form.card [type=submit]').click();
  await expect(page.getByText(t('training.staff.nobody_text'))).toBeVisible();
  await expect(page.getByRole('button', { name: t('training.convoke_all') })).toHaveCount(0);
  await expectAccessible(page);

  // One of a role, then everyone else (other tests make users of the region, too); one of them is taken off again.
  await page.locator('[name=role]').selectOption('registration_agent');
  const candidates = page.getByRole('table', { name: t('training.staff.invite') }).locator('tbody tr');
  await expect(candidates.filter({ hasText: t('identity.role.trainer') })).toHaveCount(0);
  await candidates.filter({ hasText: agent }).getByRole('button', { name: t('training.staff.invite_one') }).click();
  const invited = page.getByRole('table', { name: t('training.staff.invited') }).locator('tbody tr');
  await expect(invited).toHaveCount(1);
  await page.locator('[name=role]').selectOption('');
  await expect(candidates.filter({ hasText: t('identity.role.trainer') })).not.toHaveCount(0);
  await expect(candidates.filter({ hasText: agent })).toHaveCount(0);
  await expectAccessible(page);
  const others = await candidates.count();
  await page.getByRole('button', { name: t('training.staff.invite_all', { count: String(others) }) }).click();
  await expect(invited).toHaveCount(1 + others);
  await expect(page.getByText(t('training.staff.no_candidates'))).toBeVisible();
  await invited.filter({ hasText: t('identity.role.social_worker') }).first().getByRole('button', { name: t('training.staff.take_back') }).click();
  await expect(invited).toHaveCount(others);
  await expectAccessible(page);

  await page.context().clearCookies();
  await signIn(page, demo, 'agent', demoPassword(demo, 'agent'));
  await expect(page.getByRole('heading', { name: t('training.own.title') })).toBeVisible();
  await page.locator('header button', { has: page.locator('.bell') }).click();
  await page.getByRole('link', { name: new RegExp(title) }).click();
  await expect(page).toHaveURL(/\/trainings$/);
  await expect(page.getByRole('listitem').filter({ hasText: title })).toContainText('09:30');
  await expectAccessible(page);
});

test('attendance of staff is noted with a press, and the table adds it up', async ({ page, demo, t }) => {
  await signIn(page, demo, 'coordinator', demoPassword(demo, 'coordinator'), '/sessions');
  await page.getByRole('link', { name: /التسجيل والبحث|Inscrire et rechercher/ }).click();
  const first = page.getByRole('table', { name: t('training.staff.invited') }).locator('tbody tr').first();
  const absent = first.getByRole('button', { name: t('training.staff_attendance.absent'), exact: true });
  await absent.click();
  await expect(absent).toHaveAttribute('aria-pressed', 'true');
  await expectAccessible(page);

  await page.goto(`${demo.url}/sessions`);
  await page.locator('[name=report_audience]').selectOption('staff');
  const report = page.getByRole('table', { name: t('training.table.title') });
  await expect(report.locator('tbody tr').first().locator(`[data-label="${t('training.subject.digital_tools')}"]`)).toHaveText('4');
  await expectAccessible(page);
  if (await page.locator('[name=filter_subject]').isHidden()) await page.getByRole('button', { name: t('registrants.filters.show') }).click();
  await page.locator('[name=filter_subject]').selectOption('soft_skills');
  await expect(page.getByRole('table', { name: t('training.nav') }).locator('tbody tr')).toHaveCount(1);
});

test('who may not see persons is shown the numbers alone, without the small ones', async ({ page, demo, t }) => {
  await signIn(page, demo, 'partner', demoPassword(demo, 'partner'), '/sessions');
  const report = page.getByRole('table', { name: t('training.table.title') });
  await expect(report.locator('tbody tr')).toHaveCount(2);
  await expect(page.getByText(t('training.table.hidden'))).toBeVisible();
  await expect(page.getByRole('button', { name: t('training.new') })).toHaveCount(0);
  await expect(page.getByRole('table', { name: t('training.nav') })).toHaveCount(0);
  await expectAccessible(page);
});
