import { demoPassword, expect, expectAccessible, settled, signIn, test } from './support.ts';
import type { Page } from '@playwright/test';

// Lists of several pages, as the keyboard, a reading voice and who comes back to them find them.

type Texts = (key: string, params?: Record<string, string>) => string;
const turn = (page: Page, t: Texts, way: 'next' | 'previous') => page.getByRole('button', { name: t(`ui.pager.${way}`), exact: true });
const number = (page: Page, t: Texts, n: number) => page.getByRole('status').filter({ hasText: t('ui.pager.number', { n: String(n) }) });
const lines = (page: Page) => page.locator('tbody tr');
const topOf = async (one: ReturnType<Page['locator']>) => (await one.boundingBox())!.y;

async function unfoldFilters(page: Page, t: Texts, of: string) {
  if (!(await page.locator(`[name=${of}]`).isVisible())) await page.getByRole('button', { name: t('registrants.filters.show') }).click();
}

test('a further page of a list is read from its beginning, by eye, keyboard and voice', async ({ page, demo, t }) => {
  await signIn(page, demo, 'admin', demoPassword(demo, 'admin'), '/persons');
  const named = () => lines(page).first().getByRole('link').textContent();
  const first = await named();
  for (const [way, n] of [['next', 2], ['previous', 1]] as const) {
    await turn(page, t, way).focus();
    await page.keyboard.press('Enter');
    await expect(number(page, t, n)).toBeVisible();
    await expect(page.getByRole('table', { name: t('registrants.nav') })).toBeFocused();
    await expect(lines(page).first()).toBeInViewport();
    expect((await named()) === first).toBe(n === 1);
  }
  await expectAccessible(page);
  await page.keyboard.press('Tab');
  await expect(lines(page).first().getByRole('link')).toBeFocused();
});

test('who comes back from a file finds the page of the list, its filters and the line where she left it', async ({ page, demo, t }) => {
  await signIn(page, demo, 'admin', demoPassword(demo, 'admin'), '/persons');
  await unfoldFilters(page, t, 'sex');
  await page.locator('[name=sex]').selectOption('female');
  await page.locator('[name=sort]').selectOption('name');
  for (const n of [2, 3]) {
    await settled(page);
    await turn(page, t, 'next').click();
    await expect(number(page, t, n)).toBeVisible();
  }
  const link = lines(page).nth(19).getByRole('link');
  const back = {
    browser: () => page.goBack(),
    arrow: () => page.locator('#content header').getByRole('link', { name: t('registrants.nav') }).click(),
  };
  for (const way of ['browser', 'arrow'] as const) {
    await link.focus();
    const [name, top] = [await link.textContent(), await topOf(link)];
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/persons\/[0-9a-f-]+$/);
    await settled(page);
    await back[way]();
    await expect(number(page, t, 3)).toBeVisible();
    await expect(link).toHaveText(name!);
    await expect(link).toBeFocused();
    await expect.poll(async () => Math.abs((await topOf(link)) - top), way).toBeLessThan(4);
    await expect(page.locator('[name=sort]')).toHaveValue('name');
    await unfoldFilters(page, t, 'sex');
    await expect(page.locator('[name=sex]')).toHaveValue('female');
  }
  await expect(page).toHaveURL(`${demo.url}/persons`); // nothing of it stands in the address
  await turn(page, t, 'previous').click();
  await expect(number(page, t, 2)).toBeVisible();
});

test('each list is found again as it was narrowed', async ({ page, demo, t }) => {
  await signIn(page, demo, 'admin', demoPassword(demo, 'admin'), null);
  for (const [path, name] of [['/agreements', 'region'], ['/partners', 'region'], ['/changes', 'entity'], ['/messages', 'channel'], ['/organisations', 'kind'], ['/users', 'role']] as const) {
    await page.goto(demo.url + path);
    await settled(page);
    await unfoldFilters(page, t, name);
    const filter = page.locator(`[name=${name}]`);
    await expect(filter.locator('option').nth(1)).toBeAttached();
    await filter.selectOption({ index: 1 });
    const value = await filter.inputValue();
    await page.locator('header .home').click();
    await settled(page);
    await page.goBack();
    await settled(page);
    await unfoldFilters(page, t, name);
    await expect(filter, path).toHaveValue(value);
  }
});

test('what a filter leaves of a list is told to who does not see it', async ({ page, demo, t }) => {
  await signIn(page, demo, 'admin', demoPassword(demo, 'admin'), '/agreements');
  const told = (count: number) => page.getByRole('status').filter({ hasText: t('ui.list.lines', { count: String(count) }) });
  await unfoldFilters(page, t, 'state');
  await page.locator('[name=state]').selectOption('cancelled');
  await settled(page);
  const count = await lines(page).count();
  await expect(told(count)).toHaveCount(1);
  await page.getByRole('button', { name: t('registrants.filters.clear') }).click();
  await expect.poll(() => lines(page).count()).toBeGreaterThan(count);
  await expect(told(await lines(page).count())).toHaveCount(1);
});

test('of a period that ends before it begins the reason is told, and nothing else', async ({ page, demo, t }) => {
  await signIn(page, demo, 'admin', demoPassword(demo, 'admin'), null);
  for (const [path, from, to, empty] of [
    ['/persons', 'registered_from', 'registered_to', 'registrants.list.none_found'],
    ['/changes', 'from', 'to', 'audit.none'],
    ['/progress', 'cut_from', 'cut_to', 'problem.validation_failed.title'],
  ] as const) {
    await page.goto(demo.url + path);
    await settled(page);
    await unfoldFilters(page, t, from);
    const content = page.locator('#content');
    const year = new Date().getFullYear();
    await page.locator(`[name=${from}]`).fill(`05/03/${year}`);
    await page.locator(`[name=${to}]`).fill(`01/03/${year}`);
    await page.keyboard.press('Tab');
    await expect(content.getByRole('alert'), path).toHaveText(t('error.ends_before_start'));
    await expect(content.getByText(t(empty)), path).toHaveCount(0);
    await expect(page.locator(`[name=${to}]`)).toHaveAttribute('aria-invalid', 'true');
    await expect(content.getByRole('button', { name: 'Excel' }), path).toHaveCount(0);
    await expectAccessible(page);
    await page.locator(`[name=${to}]`).fill(`05/03/${year}`);
    await page.keyboard.press('Tab');
    await expect(content.getByRole('alert'), path).toHaveCount(0);
  }
  await page.locator('[name=cut_from]').fill('05/03/1999');
  await page.locator('[name=cut_to]').fill('06/03/1999');
  await page.keyboard.press('Tab');
  await expect(page.getByRole('alert')).toContainText(t('error.not_in_year'));
});

test('what was searched for and where lists were left is forgotten at sign-out', async ({ page, demo, t }) => {
  await signIn(page, demo, 'admin', demoPassword(demo, 'admin'), '/persons');
  const name = (await lines(page).first().locator('bdi').first().textContent())!.trim();
  await page.getByRole('combobox', { name: t('web.shell.search') }).fill(name);
  await page.keyboard.press('Enter');
  await expect(page.locator('#content h1 + p')).toContainText(name);
  await settled(page);
  await page.getByRole('button', { name: t('web.shell.person_menu') }).click();
  await Promise.all([page.waitForEvent('load'), page.getByRole('button', { name: t('web.shell.sign_out') }).click()]);
  await page.locator('[name=user_name]').fill('director');
  expect(await page.evaluate(() => JSON.stringify({ ...sessionStorage, ...localStorage }))).not.toContain(name);
  await page.locator('[name=password]').fill(demoPassword(demo, 'director'));
  await page.keyboard.press('Enter');
  await settled(page);
  await page.goBack();
  await page.waitForURL('**/persons');
  await settled(page);
  await expect(page.locator('#content h1 + p')).toHaveText(t('registrants.list.text'));
});

test('a list is narrowed to the places of the reader alone, and where there is one to none', async ({ page, demo, t }) => {
  await signIn(page, demo, 'coordinator', demoPassword(demo, 'coordinator'), '/organisations');
  await unfoldFilters(page, t, 'kind');
  await expect(page.locator('[name=kind]')).toBeVisible();
  await expect(page.locator('[name=region]')).toHaveCount(0);
  await signIn(page, demo, 'admin', demoPassword(demo, 'admin'), '/organisations');
  await unfoldFilters(page, t, 'kind');
  await expect(page.locator('[name=region] option')).toHaveCount(13); // twelve, and all of them
});
