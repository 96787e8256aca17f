import type { Page } from '@playwright/test';
import { startLine } from './line.ts';
import { begin, fillForm, next, photographOf } from './self.ts';
import { ask, demoPassword, expect, signIn, signInOnThePage, test } from './support.ts';

// Weak lines, old phones, and a tablet that is served over plain http in a centre.

async function toReview(page: Page, url: string, language: string): Promise<void> {
  await begin(page, url, false);
  await fillForm(page, language);
  await next(page);
  await next(page);
}

for (const fault of ['cut', 'stall'] as const)
  test(`an answer that the line makes ${fault} is no network: she waits, it goes by itself, and she is registered once`, async ({ page, demo, language, t }) => {
    const line = await startLine(demo, '/api/v1/self/registrations');
    await page.clock.install();
    await toReview(page, line.url, language);
    line.fault = fault;
    await page.locator('.press.main').click();
    if (fault === 'stall') {
      await expect.poll(() => line.answered.length).toBe(1);
      await page.clock.fastForward('00:31');
    }
    await expect(page.locator('.waiting')).toContainText(t('self.review.waiting_help'));
    line.fault = 'none'; // nothing is pressed
    await page.clock.fastForward('00:21');
    await expect(page.getByTestId('reference')).toBeVisible();
    const shown = await page.getByTestId('reference').textContent();
    expect(line.answered.length).toBeGreaterThan(1);
    expect([...new Set(line.answered)]).toEqual([shown]);
    line.stop();
  });

test('who loses the network before the questions have come is told so, and begins again', async ({ page, demo, t }) => {
  await page.route('**/assets/Form-*.js', (route) => route.abort());
  await page.goto(`${demo.url}/s`);
  await page.locator('.press.large').nth(1).click();
  await expect(page.getByRole('alert')).toContainText(t('self.offline'));
  await page.unroute('**/assets/Form-*.js');
  await page.getByRole('button', { name: t('self.retry') }).click();
  await page.locator('.press.large').nth(1).click();
  await expect(page.locator('.picture')).toBeVisible();
});

/** What phones of before mid-2021 lack of what later ones have. */
function forget(): void {
  const gone: [object, string[]][] = [
    [Crypto.prototype, ['randomUUID']], [Array.prototype, ['at', 'findLast', 'findLastIndex', 'toSorted', 'toReversed']],
    [String.prototype, ['at', 'replaceAll']], [Object, ['hasOwn', 'groupBy']], [AbortSignal, ['timeout', 'any']],
    [Promise, ['any', 'withResolvers']], [window, ['structuredClone', 'createImageBitmap', 'HTMLDialogElement']], [navigator, ['locks']],
  ];
  for (const [holder, names] of gone) for (const name of names) Reflect.deleteProperty(holder, name);
}

test('on a phone of 2020, over plain http, she registers with a photograph of her card, and staff work', async ({ playwright, demo, language, t }, { project }) => {
  const { launchOptions } = project.use;
  const browser = await playwright.chromium.launch({ ...launchOptions, args: [...launchOptions!.args!, '--host-resolver-rules=MAP centre.test 127.0.0.1'] });
  const page = await browser.newPage({ viewport: project.use.viewport!, reducedMotion: 'reduce' });
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(String(error)));
  await page.addInitScript(forget);
  await page.addInitScript((code) => localStorage.setItem('jisr.language', code), language);
  const url = demo.url.replace('127.0.0.1', 'centre.test');

  await begin(page, url, false);
  expect(await page.evaluate(() => [isSecureContext, 'randomUUID' in crypto, 'subtle' in crypto && !!crypto.subtle])).toEqual([false, false, false]);
  await fillForm(page, language);
  await next(page);
  await page.locator('[name=paper_national_id]').setInputFiles({ name: 'card.png', mimeType: 'image/png', buffer: await photographOf(page) });
  await expect(page.locator('.ready')).toBeVisible();
  await next(page);
  await page.locator('.press.main').click();
  await expect(page.getByTestId('reference')).toBeVisible();
  await expect(page.locator('main')).toContainText(t('self.done.papers.sent'));

  await signInOnThePage(page, { ...demo, url }, 'agent', demoPassword(demo, 'agent'));
  await page.goto(`${url}/persons/new`);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  expect(faults).toEqual([]);
  await browser.close();
});

test('a cooperative whose answer was lost is sent again after a reload, and is registered once', async ({ page, demo, t }) => {
  const line = await startLine(demo, '/api/v1/organisations');
  await signIn(page, { ...demo, url: line.url }, 'agent', demoPassword(demo, 'agent'), '/organisations/new');
  const name = `تعاونية أزطا ${process.pid}${Date.now() % 100_000}`;
  await page.locator('[name=name_ar]').fill(name);
  await page.locator('[name=commune_code]').fill('Guelmim');
  await page.locator('[role=option]:visible').first().click();
  await page.locator('[name=consent_given]').check();
  line.fault = 'cut';
  await page.locator('form.card [type=submit]').click();
  await expect(page.getByRole('alert')).toContainText(t('ui.problem.unreachable'));
  const found = async () => (await ask<{ items: { reference: string }[] }>(page, 'POST', '/organisations/search', { q: name })).items;
  line.fault = 'none';
  const [arrived] = await found();
  await page.reload();
  await expect(page.locator('[name=name_ar]')).toHaveValue(name);
  await page.locator('form.card [type=submit]').click();
  await expect(page.locator('#content')).toContainText(arrived!.reference);
  expect(await found()).toHaveLength(1);
  line.stop();
});

test('without a network a form that stays on the device says so, and one that does not promises nothing', async ({ page, demo, context, t }) => {
  await signIn(page, demo, 'agent', demoPassword(demo, 'agent'), '/persons/new');
  const promise = page.getByText(t('ui.draft.kept'));
  await page.getByRole('button', { name: t('registrants.search.skip') }).click();
  await page.waitForLoadState('networkidle');
  await context.setOffline(true);
  await expect(page.getByText(t('web.shell.offline'))).toBeVisible();
  await expect(promise).toBeVisible();
  await context.setOffline(false);
  await page.goto(`${demo.url}/account`);
  await page.locator('[name=full_name]').fill('حنان');
  await page.waitForLoadState('networkidle');
  await context.setOffline(true);
  await page.locator('[name=full_name]').press('Enter');
  await expect(page.getByRole('alert')).toContainText(t('ui.problem.unreachable'));
  await expect(page.getByText(t('web.shell.offline'))).toBeVisible();
  await expect(promise).toHaveCount(0);
});
