import { ask, demoPassword, expect, expectAccessible, settled, signIn, test } from './support.ts';

const signInAs = (page: Parameters<typeof signIn>[0], demo: Parameters<typeof signIn>[1], who: string) => signIn(page, demo, who, demoPassword(demo, who));

test('the auditor reads who did what to which file and when, and not what stands in it', async ({ page, browser, demo, t }) => {
  test.slow();
  const desk = await browser.newPage();
  await signInAs(desk, demo, 'admin');
  const { items } = await ask<{ items: { id: string; full_name_latin: string }[] }>(desk, 'GET', '/persons?limit=50');
  const woman = items.find(({ full_name_latin: name }) => name !== '')!;
  await ask(desk, 'POST', `/persons/${woman.id}/withdraw`, { reason: 'Said so at the desk' });
  const { user } = await ask<{ user: { full_name: string } }>(desk, 'GET', '/session');
  await desk.close();

  await signInAs(page, demo, 'auditor');
  await expect(page.getByRole('heading', { name: t('audit.home.title') })).toBeVisible();
  await expect(page.getByRole('row').filter({ hasText: t('audit.entity.person') }).filter({ hasText: t('audit.operation.withdraw') })).toHaveCount(1);
  await expectAccessible(page);
  await page.getByRole('link', { name: t('audit.home.more') }).click();
  await settled(page);
  await expectAccessible(page);
  const line = page.getByRole('row').filter({ hasText: t('audit.entity.person') }).filter({ hasText: t('audit.operation.withdraw') }).first();
  await expect(line).toContainText(user.full_name);
  await expect(page.locator('#content')).not.toContainText(woman.full_name_latin);
  await expect(page.locator('#content')).not.toContainText('Said so');

  await page.getByRole('button', { name: t('ui.pager.next') }).click();
  await expect(page.getByText(t('ui.pager.number', { n: '2' }))).toBeVisible();
  await page.getByRole('button', { name: t('ui.pager.previous') }).click();
  await line.getByRole('button', { name: woman.id.slice(-12) }).click();
  await expect(page.getByText(woman.id.slice(-12), { exact: false }).first()).toBeVisible();
  await expect(page.getByRole('row').filter({ hasText: t('audit.operation.create') })).toHaveCount(1);
  await page.getByRole('button', { name: t('audit.all') }).click();
  await line.getByRole('button', { name: user.full_name }).click();
  await expect(page.getByRole('button', { name: t('audit.all') })).toBeVisible();
  await expect(page.locator('tbody tr').filter({ hasNotText: user.full_name })).toHaveCount(0);
  await page.getByRole('button', { name: t('audit.all') }).click();

  if (!(await page.locator('[name=entity]').isVisible())) await page.getByRole('button', { name: t('registrants.filters.show') }).click();
  await page.locator('[name=entity]').selectOption('target');
  await expect(page.locator('tbody tr').filter({ hasNotText: t('audit.entity.target') })).toHaveCount(0);
  await expect(page.locator('tbody tr').first()).toBeVisible();
  await page.locator('[name=from]').fill('01/01/2020');
  await page.locator('[name=to]').fill('02/01/2020');
  await page.keyboard.press('Tab');
  await expect(page.getByText(t('audit.none'))).toBeVisible();
});

test('who may not read the change log is not led to it', async ({ page, demo, t }) => {
  await signInAs(page, demo, 'delegate');
  await expect(page.getByRole('link', { name: t('audit.nav') })).toHaveCount(0);
  await page.goto(`${demo.url}/changes`);
  await expect(page.locator('#content h1')).toBeVisible();
  await expect(page.locator('tbody tr')).toHaveCount(0);
});
