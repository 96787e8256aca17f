import { execFileSync } from 'node:child_process';
import { demoPassword, expect, settled, signIn, test } from './support.ts';

// A4 at 96 dots an inch, less the margins of the page.
const paper = { width: 794 - 2 * 53, height: 1123 - 64 - 68 };

test('lists, files and figures are printed as papers: no buttons, nothing cut off, black on white', async ({ page, demo, t }) => {
  test.slow();
  await signIn(page, demo, 'coordinator', demoPassword(demo, 'coordinator'), '/persons');
  await page.locator('tbody tr').first().getByRole('link').click();
  await page.waitForURL(/\/persons\/[0-9a-f-]+$/);
  const file = new URL(page.url()).pathname;
  for (const path of ['/persons', file, '/organisations', '/progress', '/sessions', '/agreements', '/partners']) {
    await page.emulateMedia({ media: 'screen', colorScheme: 'dark' });
    await page.goto(demo.url + path);
    await expect(page.locator('#content h1')).toBeVisible();
    await settled(page);
    await page.setViewportSize(paper);
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    await expect(page.locator('#content h1'), path).toBeVisible();
    await expect(page.getByText(t('web.shell.demonstration')).first(), path).toBeVisible();
    for (const ofTheScreen of [page.locator('nav'), page.locator('button'), page.locator('input')])
      for (const one of await ofTheScreen.all()) await expect(one, `${path} ${await one.innerText()}`).toBeHidden();
    // The page takes up the other medium a moment after it was told of it.
    await expect.poll(() => page.evaluate(() => getComputedStyle(document.body).backgroundColor), path).toBe('rgb(255, 255, 255)');
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    expect(wide, `${path} is wider than the paper`).toBeLessThanOrEqual(0);
  }
});

test('a list of several pages is printed whole', async ({ page, demo, t }) => {
  await page.addInitScript(() => (window.print = () => (document.title = `${document.querySelectorAll('tbody tr').length} printed`)));
  await signIn(page, demo, 'admin', demoPassword(demo, 'admin'), '/persons');
  await expect(page.locator('tbody tr')).toHaveCount(50);
  await page.getByRole('button', { name: t('ui.pager.print_all') }).click();
  await expect(page).toHaveTitle(/^[1-9]\d\d printed$/);
  await expect(page.getByRole('navigation', { name: t('ui.pager.label') })).toHaveCount(0);
});

test('each printed page says which of how many it is, in that order in Arabic too', async ({ page, demo }) => {
  await signIn(page, demo, 'coordinator', demoPassword(demo, 'coordinator'), '/persons');
  const pdf = await page.pdf({ preferCSSPageSize: true });
  const first = execFileSync('pdftotext', ['-f', '1', '-l', '1', '-layout', '-', '-'], { input: pdf }).toString();
  // Marks of direction are for whoever copies the text.
  const foot = first.replace(/[\u200e\u200f\u202a-\u202e\u2066-\u2069\f]/g, '').trim().split('\n').at(-1)!.replace(/\s/g, '');
  expect(foot).toMatch(/^1\/([2-9]|\d\d+)$/);
});

test('attendance lists have room for a signature on paper, and none on the screen', async ({ page, demo, t }) => {
  await signIn(page, demo, 'coordinator', demoPassword(demo, 'coordinator'), null);
  for (const [title, list] of [[/التسجيل والبحث|Inscrire et rechercher/, 'training.staff.invited'], [/المواكبة وبناء المشروع|construction du projet/, 'training.convoked']] as const) {
    await page.goto(`${demo.url}/sessions`);
    await page.getByRole('link', { name: title }).click();
    const table = page.getByRole('table', { name: t(list) });
    await expect(table.locator('tbody tr').first()).toBeVisible();
    const room = table.locator('.pen');
    await expect(room.first()).toBeHidden();
    await page.setViewportSize(paper);
    await page.emulateMedia({ media: 'print' });
    await expect(room.first()).toHaveText(t('training.signature'));
    await expect.poll(async () => (await room.nth(1).boundingBox())!.width).toBeGreaterThan(110); // 3 cm
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    expect(wide).toBeLessThanOrEqual(0);
    await page.emulateMedia({ media: 'screen' });
  }
});
