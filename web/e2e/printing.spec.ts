import { demoPassword, expect, settled, signIn, test } from './support.ts';

// A4 at 96 dots an inch, less the margins of the page.
const paper = { width: 794 - 2 * 53, height: 1123 - 64 - 68 };

test('lists, files and figures are printed as papers: no buttons, nothing cut off, black on white', async ({ page, demo, t }) => {
  test.slow();
  await signIn(page, demo, 'coordinator', demoPassword(demo, 'coordinator'));
  await page.goto(`${demo.url}/persons`);
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
