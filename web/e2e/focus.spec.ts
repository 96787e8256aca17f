import { ask, demoPassword, expect, expectAccessible, settled, signIn, test } from './support.ts';
import type { Page } from '@playwright/test';

// What is pressed may go with the press: the keyboard and a reading voice go on from nearby, never from the top of the window.

interface Named {
  items: { id: string; state: string }[];
}
const heading = (page: Page, name: string) => page.getByRole('heading', { name, exact: true });

/** Presses it as the keyboard does. */
async function press(one: ReturnType<Page['locator']>) {
  await one.focus();
  await one.press('Enter');
}

test('when filters are cleared the keyboard stays beside them', async ({ page, demo, t }) => {
  await signIn(page, demo, 'admin', demoPassword(demo, 'admin'), '/persons');
  const fold = page.getByRole('button', { name: t('registrants.filters.show') }).or(page.getByRole('button', { name: t('registrants.filters.hide') }));
  if ((await fold.getAttribute('aria-expanded')) === 'false') {
    await press(fold);
    await expect(fold).toBeFocused();
  }
  await expect(fold).toHaveAttribute('aria-expanded', 'true');
  await page.locator('[name=sex]').selectOption('female');
  await press(page.getByRole('button', { name: t('registrants.filters.clear') }));
  await expect(page.locator('[name=sex]')).toHaveValue('');
  await expect(fold).toBeFocused();
});

test('who asks the log for one name, and for all again, goes on from a line and from the heading', async ({ page, demo, t }) => {
  await signIn(page, demo, 'admin', demoPassword(demo, 'admin'), '/changes');
  await page.getByRole('button', { name: t('ui.pager.next') }).click();
  await expect(page.getByText(t('ui.pager.number', { n: '2' }))).toBeVisible();
  await press(page.locator('tbody tr').nth(3).getByRole('button').last());
  const all = page.getByRole('button', { name: t('audit.all') });
  await expect(all).toBeVisible();
  await settled(page);
  await expect(page.locator('tbody :focus')).toHaveCount(1);
  await press(all);
  await expect(all).toHaveCount(0);
  await expect(page.locator('#content h1')).toBeFocused();
});

test('the history of a file unfolds and folds under the keyboard', async ({ page, demo, t }) => {
  await signIn(page, demo, 'admin', demoPassword(demo, 'admin'), null);
  const { items } = await ask<Named>(page, 'GET', '/persons?limit=1');
  await page.goto(`${demo.url}/persons/${items[0]!.id}`);
  const history = page.locator('summary', { hasText: t('registrants.history.show') });
  await press(history);
  await expect(page.locator('.trail li').first()).toBeVisible();
  await expect(history).toBeFocused();
  await expectAccessible(page);
  await history.press('Enter');
  await expect(page.locator('.trail')).toHaveCount(0);
  await expect(history).toBeFocused();
});

test('the keyboard goes from the button to what it brings forth, and back to the heading or the next paper', async ({ page, demo, t }) => {
  await signIn(page, demo, 'admin', demoPassword(demo, 'admin'), null);
  const { items } = await ask<Named>(page, 'GET', '/persons?state=active&limit=2');
  await page.goto(`${demo.url}/persons/${items[1]!.id}`);
  const papers = page.locator('section').filter({ has: heading(page, t('registrants.papers.title')) });
  for (const name of ['first.pdf', 'second.pdf']) {
    await press(papers.getByRole('button', { name: t('registrants.papers.add') }));
    await expect(papers.locator('[name=kind]')).toBeFocused();
    await papers.locator('[name=file]').setInputFiles({ name, mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4\n%%EOF\n') });
    await press(papers.getByRole('button', { name: t('registrants.papers.send'), exact: true }));
    await expect(papers.getByRole('link', { name })).toBeVisible();
    await expect(heading(page, t('registrants.papers.title'))).toBeFocused();
  }
  await expectAccessible(page);
  const links = papers.locator('li').getByRole('link');
  const count = await links.count();
  for (let left = count; left > 0; --left) {
    const next = left > 1 ? links.nth(1) : null;
    const named = await next?.textContent();
    await press(papers.locator('li').first().getByRole('button', { name: t('ui.remove') }));
    await press(page.getByRole('dialog').getByRole('button', { name: t('ui.remove') }));
    await expect(links).toHaveCount(left - 1);
    if (named) await expect(papers.locator('li').first().getByRole('link', { name: named })).toBeFocused();
    else await expect(heading(page, t('registrants.papers.title'))).toBeFocused();
  }
});

test('who takes back what a message told of goes on from where she was', async ({ page, demo, t }) => {
  await signIn(page, demo, 'admin', demoPassword(demo, 'admin'), null);
  const { items } = await ask<Named>(page, 'GET', '/persons?state=active&limit=3');
  await page.goto(`${demo.url}/persons/${items[2]!.id}`);
  const withdraw = page.getByRole('button', { name: t('registrants.withdraw.button'), exact: true });
  await press(withdraw);
  await page.getByRole('dialog').locator('[name=reason]').fill('Moved to another town');
  await press(page.getByRole('dialog').getByRole('button', { name: t('registrants.withdraw.button') }));
  const restore = page.getByRole('button', { name: t('registrants.restore.button'), exact: true });
  await expect(restore).toBeFocused();
  await press(page.getByRole('button', { name: t('ui.undo') }));
  await expect(withdraw).toBeFocused();
  await press(page.getByRole('button', { name: t('ui.close') }).last());
  await expect(withdraw).toBeFocused();
});
