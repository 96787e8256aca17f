import { brokenWords, cutWords, smallControls } from './measure.ts';
import { begin, chooseWho, next } from './self.ts';
import type { Server } from './server.ts';
import { ask, demoPassword, expect, settled, signIn, test } from './support.ts';
import type { Page } from '@playwright/test';

// What a page is to fingers and to eyes, measured as it is shown.

/** Shows the pages that most people work with, one after the other, the log-in page first. */
async function onMainPages(page: Page, server: Server, look: (name: string) => Promise<void>): Promise<void> {
  await page.goto(server.url);
  await page.locator('[name=user_name]').waitFor();
  await look('log-in');
  await signIn(page, server, 'admin', demoPassword(server, 'admin'), null);
  const { items } = await ask<{ items: { id: string }[] }>(page, 'GET', '/persons?limit=1');
  const paths = [
    '/', '/persons', `/persons/${items[0]!.id}`, '/persons/new', '/organisations', '/imports', '/progress', '/selection',
    '/selection/candidates', '/users', '/users/new', '/account',
  ];
  for (const path of paths) {
    await page.goto(server.url + path);
    await settled(page);
    await look(path);
  }
  await sendUnknownColumns(page, server);
  await look('mapping');
}

async function sendUnknownColumns(page: Page, server: Server): Promise<void> {
  await page.goto(`${server.url}/imports`);
  const list = 'Colonne A;Nom;Né le;Lieu-dit X\nRachida;Amrani;01/02/1985;Sidi Ifni\n';
  await page.locator('[name=file]').setInputFiles({ name: 'liste.csv', mimeType: 'text/csv', buffer: Buffer.from(list) });
  await page.locator('[name=region]').selectOption('10');
  await page.locator('[name=consent][value=to_take]').check();
  await page.locator('form.card [type=submit]').click();
  await expect(page.locator('form.card li select')).toHaveCount(4);
}

test('every control that stands alone can be hit by a finger, or by a mouse', async ({ page, demo, hasTouch }) => {
  test.slow(); // all main pages, pressed around every control
  const least = hasTouch ? 44 : 24; // WCAG 2.5.5 and 2.5.8
  await onMainPages(page, demo, async (name) => expect(await smallControls(page, least), name).toEqual([]));
});

/** The smallest phone, with letters twice as large as usual. */
async function enlarge(page: Page): Promise<void> {
  await page.setViewportSize({ width: 320, height: 740 });
  const browser = await page.context().newCDPSession(page);
  await browser.send('Page.setFontSizes', { fontSizes: { standard: 32 } });
}

async function expectWhole(page: Page, name: string): Promise<void> {
  expect(await page.evaluate(() => parseFloat(getComputedStyle(document.body).fontSize)), name).toBeGreaterThanOrEqual(32);
  expect(await page.evaluate(() => document.documentElement.scrollWidth), name).toBeLessThanOrEqual(320);
  expect(await cutWords(page), name).toEqual([]);
}

test('letters twice as large leave every word in its place on the smallest phone', async ({ page, demo }) => {
  test.slow();
  await enlarge(page);
  await onMainPages(page, demo, (name) => expectWhole(page, name));
});

test('letters twice as large leave every word of the menu in one line', async ({ page, demo, t }) => {
  await enlarge(page);
  await signIn(page, demo, 'admin', demoPassword(demo, 'admin'));
  await page.getByRole('button', { name: t('web.nav.more') }).click();
  await expect(page.locator('dialog nav a').last()).toBeVisible();
  await expectWhole(page, 'menu');
  expect(await brokenWords(page, 'dialog[open]')).toEqual([]);
});

test('letters twice as large leave every word of the public pages in its place', async ({ page, demo, t }) => {
  await enlarge(page);
  await page.goto(`${demo.url}/s`);
  await page.locator('.press.large').first().waitFor();
  await expectWhole(page, 'welcome');
  await begin(page, demo.url, false);
  await expectWhole(page, 'consent');
  await page.locator('.press.main').click();
  await chooseWho(page, t('self.who.woman'));
  await page.locator('#given_name').waitFor();
  await expectWhole(page, 'form');
  await next(page);
  await page.locator('[aria-invalid=true]').first().waitFor();
  await expectWhole(page, 'form with faults');
});

test('what is told on a phone lies over neither the button that was pressed nor the navigation', async ({ page, demo }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await signIn(page, demo, 'agent', demoPassword(demo, 'agent'), '/account');
  const save = page.locator('form [type=submit]').first();
  await save.click();
  const [told, ...pressed] = await Promise.all([page.locator('.toast'), save, page.locator('nav.bottom')].map((one) => one.boundingBox()));
  for (const { y } of pressed.map((box) => box!)) expect(told!.y + told!.height).toBeLessThanOrEqual(y);
});

test('what is chosen, done or focused shows without our colours', async ({ page, demo }) => {
  await page.emulateMedia({ forcedColors: 'active' });
  await signIn(page, demo, 'admin', demoPassword(demo, 'admin'), '/selection');
  const outline = (selector: string) => page.locator(selector).filter({ visible: true }).first().evaluate((one) => getComputedStyle(one).outlineStyle);
  expect(await outline('nav.tabs [aria-current]')).toBe('solid');
  expect(await outline('nav.tabs a:not([aria-current])')).toBe('none');
  expect(await outline('nav:is(.side, .bottom) [aria-current]')).toBe('solid');
  await page.goto(`${demo.url}/progress`);
  await settled(page);
  const colour = (selector: string) => page.locator(selector).first().evaluate((one) => getComputedStyle(one).backgroundColor);
  expect(await colour('.counter .filled')).not.toBe(await colour('.counter .track'));
});
