import { ask, demoPassword, expect, expectAccessible, signIn, signInAsAdministrator, signInOnThePage, test, textOf } from './support.ts';

test('the language changes at once, with its direction, and is remembered', async ({ page, office }) => {
  await page.goto(office.url);
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.locator('header .opener').click();
  await page.getByRole('button', { name: 'English' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(textOf('en', 'web.login.title'));
  await expect(page.locator('html')).toHaveAttribute('dir', 'ltr');
  await page.locator('header .opener').click();
  await page.getByRole('button', { name: 'العربية' }).click();
  await expect(page.locator('html')).toHaveAttribute('dir', 'rtl');
  await page.reload();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(textOf('ar', 'web.login.title'));
});

test('Amazigh says that no speaker has reviewed it', async ({ page, office }) => {
  await page.goto(office.url);
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.locator('header .opener').click();
  await page.getByRole('button', { name: 'ⵜⴰⵎⴰⵣⵉⵖⵜ' }).click();
  await expect(page.locator('html')).toHaveAttribute('lang', 'zgh');
  await expect(page.getByText(textOf('zgh', 'web.shell.not_reviewed_banner'))).toBeVisible();
  await expectAccessible(page);
});

test('a demonstration says so on every page', async ({ page, demo, t }) => {
  await page.goto(demo.url);
  await expect(page.getByText(t('web.shell.demonstration'))).toBeVisible();
  await signInOnThePage(page, demo, 'admin', demoPassword(demo, 'admin'));
  for (const path of ['/', '/account', '/users', '/tokens']) {
    await page.goto(demo.url + path);
    await expect(page.locator('#content h1')).toBeVisible();
    await expect(page.getByText(t('web.shell.demonstration'))).toBeVisible();
  }
});

test('the dark theme is as legible as the light one', async ({ page, office, t }) => {
  await page.emulateMedia({ colorScheme: 'dark' });
  await signInAsAdministrator(page, office);
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  for (const path of ['/account', '/users', '/users/new']) {
    await page.goto(office.url + path);
    await expect(page.locator('#content h1')).toBeVisible();
    await expectAccessible(page);
  }
  await page.getByRole('button', { name: t('web.shell.person_menu') }).click();
  await page.getByRole('button', { name: t('web.shell.light') }).click();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'light');
});

test('an address that leads nowhere offers the way home', async ({ page, office, t }) => {
  await signInAsAdministrator(page, office, '/no/such/page');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(t('web.not_found.title'));
  await expectAccessible(page);
  await page.locator('#content').getByRole('link', { name: t('web.nav.home') }).click();
  await expect(page).toHaveURL(`${office.url}/`);
});

test('what is not there offers the way to the list of what is', async ({ page, office }) => {
  await signInAsAdministrator(page, office, null);
  const lists = {
    '/sessions': '/sessions', '/registrations': '/selection/candidates', '/selection': '/selection/runs', '/programmes': '/programmes',
    '/messages/texts': '/messages/texts',
  };
  for (const [path, list] of Object.entries(lists)) {
    await page.goto(`${office.url}${path}/0198a2c4-0000-7000-8000-000000000000`);
    await expect(page.locator(`#content header a[href="${list}"]`), path).toBeVisible();
    await expectAccessible(page);
  }
});

test('a lost network is told, and its return too', async ({ page, office, t }) => {
  await signInAsAdministrator(page, office);
  await page.context().setOffline(true);
  await expect(page.getByText(t('web.shell.offline'))).toBeVisible();
  await page.context().setOffline(false);
  await expect(page.getByText(t('web.shell.offline'))).toBeHidden();
});

test('the keyboard skips the navigation', async ({ page, office, t }) => {
  await signInAsAdministrator(page, office, '/account');
  await page.locator('#content h1').waitFor();
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: t('web.shell.skip') })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.locator('#content')).toBeFocused();
});

test('what is searched for does not stand in the address', async ({ page, office, t }) => {
  await signInAsAdministrator(page, office);
  await page.getByRole('combobox', { name: t('web.shell.search') }).fill('Fatima Zahra');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(`${office.url}/persons`);
});

test('every place that one may go to stands in the navigation', async ({ page, demo, t }) => {
  const desk = (page.viewportSize()?.width ?? 0) >= 900;
  for (const [login, labels] of [
    ['admin', ['convergence.nav', 'agreements.nav', 'progress.manage.nav', 'web.nav.tokens']],
    ['coordinator', ['convergence.nav', 'training.nav', 'agreements.nav']],
  ] as const) {
    await page.context().clearCookies();
    await signIn(page, demo, login, demoPassword(demo, login));
    if (!desk) await page.getByRole('button', { name: t('web.nav.more'), exact: true }).click();
    const entries = page.locator(desk ? 'nav.side' : 'nav.others');
    for (const label of labels) await expect(entries.getByRole('link', { name: t(label), exact: true })).toBeVisible();
    await expectAccessible(page);
    if (!desk) await page.getByRole('button', { name: t('ui.close') }).click();
    await page.getByRole('button', { name: t('web.shell.person_menu') }).click();
    await expect(page.locator('header .panel').getByRole('link')).toHaveCount(1);
  }
});

test('who opens a page of other roles is told so calmly, and nothing leads there', async ({ page, demo, t }) => {
  await signIn(page, demo, 'trainer', demoPassword(demo, 'trainer'));
  for (const path of ['/selection/candidates', '/users']) {
    await page.goto(demo.url + path);
    const content = page.locator('#content');
    await expect(content.getByRole('heading', { level: 1 })).toHaveText(t('web.refused.title'));
    await expect(content).toContainText(t('web.refused.text'));
    await expect(content.locator('select, input, [role=alert]')).toHaveCount(0);
    await expect(page.locator('nav a[href^="/selection"], nav a[href="/users"]')).toHaveCount(0);
    await expectAccessible(page);
  }
  await page.locator('#content').getByRole('link', { name: t('web.nav.home') }).click();
  await expect(page).toHaveURL(`${demo.url}/`);
});

test('the menu of the person says whole where she works, which the bar may cut', async ({ page, demo, language, t }) => {
  await signIn(page, demo, 'director', demoPassword(demo, 'director'));
  const { assignments } = await ask<{ assignments: { scope: { name_ar: string; name_fr: string } }[] }>(page, 'GET', '/session');
  const { name_ar, name_fr } = assignments[0]!.scope;
  await page.getByRole('button', { name: t('web.shell.person_menu') }).click();
  await expect(page.locator('header .panel')).toContainText(language === 'ar' ? name_ar : name_fr);
  await expectAccessible(page);
});

test('what a select has no room for stands whole below it', async ({ page, demo, t }) => {
  await page.setViewportSize({ width: 320, height: 740 });
  await signIn(page, demo, 'coordinator', demoPassword(demo, 'coordinator'), '/organisations');
  await page.getByRole('button', { name: t('registrants.filters.show') }).click();
  const editions = page.locator('.field').filter({ has: page.locator('[name=edition]') });
  await expect(editions.locator('p')).toHaveCount(0); // "all" has room
  const name = (await editions.locator('option').last().textContent())!;
  await editions.locator('select').selectOption({ index: await editions.locator('option').count() - 1 });
  await expect(editions.locator('p')).toHaveText(name);
  await expectAccessible(page);
});
