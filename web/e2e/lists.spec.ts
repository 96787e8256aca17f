import { demoPassword, expect, expectAccessible, settled, signIn, test } from './support.ts';
import type { Page } from '@playwright/test';

// Lists of several pages, as the keyboard, a reading voice and who comes back to them find them.

type Texts = (key: string, params?: Record<string, string>) => string;
const turn = (page: Page, t: Texts, way: 'next' | 'previous') => page.getByRole('button', { name: t(`ui.pager.${way}`), exact: true });
const number = (page: Page, t: Texts, n: number) => page.getByRole('status').filter({ hasText: t('ui.pager.number', { n: String(n) }) });
const lines = (page: Page) => page.locator('tbody tr');

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
