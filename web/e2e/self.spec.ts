import type { Page } from '@playwright/test';
import { begin, choosePlace, next, press } from './self.ts';
import { expect, expectAccessible, test } from './support.ts';

// What a page shows while it is asking has no heading yet.
async function accessible(page: Page): Promise<void> {
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expectAccessible(page);
}

const names = { ar: ['خديجة', 'الإدريسي', 'كلم'], fr: ['Khadija', 'El Idrissi', 'Guel'] } as const;
const namesIn = (language: string) => names[language as keyof typeof names];

async function fillForm(page: Page, language: string) {
  const [given, family, letters] = namesIn(language);
  await page.locator('.press.main').click(); // agrees
  await page.locator('#given_name').fill(given);
  await page.locator('#family_name').fill(family);
  for (const [part, value] of [['day', '7'], ['month', '3'], ['year', '1985']]) await page.locator(`[name=birth_${part}]`).fill(value!);
  await next(page);
  await choosePlace(page, letters);
  await page.locator('#phone').fill('06 12 34 56 78');
  await next(page);
  await page.locator('#national_id').fill('ZZ621097');
}

test('a woman registers herself with the reading aid, one question after the other', async ({ page, demo, language, t }) => {
  const [given, family, letters] = namesIn(language);
  // A voice for her language, as phones have one.
  await page.addInitScript((lang) => {
    const said: string[] = [];
    const voices = [{ lang: `${lang}-MA`, name: 'voice', default: true, localService: true, voiceURI: 'voice' }];
    Object.defineProperty(window, 'speechSynthesis', {
      value: { getVoices: () => voices, cancel() {}, speak: (words: { text: string }) => said.push(words.text), addEventListener() {} },
    });
    Object.defineProperty(window, 'SpeechSynthesisUtterance', { value: class { constructor(readonly text: string) {} } });
    Object.defineProperty(window, 'said', { value: said });
  }, language);
  const said = () => page.evaluate(() => (window as unknown as { said: string[] }).said);

  await page.goto(`${demo.url}/s`);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(t('self.welcome'));
  await accessible(page);
  await begin(page, demo.url, true);
  await accessible(page);
  await page.locator('.press.main').click();

  await expect(page.getByRole('button', { name: t('self.listening') })).toBeVisible();
  expect(await said()).toContain(t('self.question.given_name'));
  await next(page);
  await expect(page.locator('.wrong')).toHaveText(t('self.question.required'));
  await accessible(page);
  await page.locator('#given_name').fill(given);
  await next(page);
  await page.locator('#family_name').fill(family);
  await next(page);
  await page.getByRole('button', { name: t('self.question.birth_year_only') }).click();
  await page.getByRole('button', { name: t('self.question.birth_whole') }).click();
  await press(page, '07031985');
  await accessible(page);
  const small = await page.locator('button:visible, select:visible, a:visible').evaluateAll((all) =>
    all.map((one) => one.getBoundingClientRect()).filter(({ width, height }) => width < 48 || height < 48).length);
  expect(small).toBe(0);
  await next(page);
  await choosePlace(page, letters);
  await accessible(page);
  await next(page);
  await press(page, '0612345678');
  await expect(page.locator('#phone')).toHaveValue('06 12 34 56 78');
  await next(page);
  await page.getByRole('button', { name: t('self.work.crafts') }).click();
  await accessible(page);
  await next(page);
  await page.getByRole('button', { name: t('self.project.sewing') }).click();
  await next(page);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(t('self.review.title'));
  await expect(page.locator('dl')).toContainText(given);
  await accessible(page);
  expect(await page.evaluate(() => localStorage.getItem('jisr.self'))).not.toBeNull();
  await page.locator('.press.main').click();

  await expect(page.getByTestId('reference')).toHaveText(/^[A-Z]{3}-\d\d-\d{6}-\d$/);
  await accessible(page);
  expect(await page.evaluate(() => localStorage.getItem('jisr.self'))).toBeNull();
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: t('self.done.receipt') }).click();
  expect((await download).suggestedFilename()).toMatch(/^[A-Z]{3}-.*\.pdf$/);
});

test('she looks her file up, corrects her phone, adds a paper, withdraws and takes it back', async ({ page, demo, language, t }) => {
  await begin(page, demo.url, false);
  await fillForm(page, language);
  await page.getByRole('button', { name: t('self.work.farm_work') }).click();
  await accessible(page);
  await next(page);
  // Nothing that names her by number stays on the device.
  expect(await page.evaluate(() => JSON.stringify({ ...localStorage }))).not.toContain('ZZ621097');
  await page.locator('.press.main').click();
  const reference = (await page.getByTestId('reference').textContent())!;

  await page.goto(`${demo.url}/s/file`);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(t('self.lookup.title'));
  await accessible(page);
  await page.locator('#reference').fill(reference.toLowerCase());
  for (const [part, value] of [['day', '8'], ['month', '3'], ['year', '1985']]) await page.locator(`[name=birth_${part}]`).fill(value!);
  await next(page);
  await expect(page.getByRole('alert')).toContainText(t('problem.self_file_not_found.title'));
  await page.locator('[name=birth_day]').fill('7');
  await next(page);
  await expect(page.getByRole('heading', { level: 1 })).toContainText(namesIn(language)[0]);
  await expect(page.locator('main')).toContainText(t('self.phase.registered'));
  await accessible(page);
  expect(page.url()).toBe(`${demo.url}/s/file`);

  // A photograph larger than what is sent.
  const photo = await page.evaluate(async () => {
    const canvas = Object.assign(document.createElement('canvas'), { width: 3000, height: 2000 });
    const context = canvas.getContext('2d')!;
    for (let i = 0; i < 4000; ++i) {
      context.fillStyle = `hsl(${i * 37} 80% 50%)`;
      context.fillRect((i * 97) % 3000, (i * 61) % 2000, 120, 90);
    }
    const blob = await new Promise<Blob>((done) => canvas.toBlob((one) => done(one!), 'image/png'));
    return [...new Uint8Array(await blob.arrayBuffer())];
  });
  const sent = page.waitForRequest((request) => request.url().includes('/papers'));
  await page.locator('[name=paper_national_id]').setInputFiles({ name: 'card.png', mimeType: 'image/png', buffer: Buffer.from(photo) });
  await expect(page.locator('main')).toContainText(t('self.file.papers_complete'));
  expect(photo.length).toBeGreaterThan(100_000);
  expect((await sent).headers()['content-type']).toBe('image/jpeg');
  const bytes = Number((await (await sent).allHeaders())['content-length']);
  expect(bytes).toBeGreaterThan(1000);
  expect(bytes).toBeLessThan(400_000);

  await page.getByRole('button', { name: t('self.file.phone_change') }).click();
  await page.locator('#phone').fill('0698');
  await next(page);
  await expect(page.locator('.wrong')).toHaveText(t('self.question.phone_wrong'));
  await page.locator('#phone').fill('0698765432');
  await next(page);
  await expect(page.locator('main')).toContainText(t('self.file.phone_end', { end: '32' }));

  await page.getByRole('button', { name: t('self.file.withdraw') }).click();
  await accessible(page);
  await page.getByRole('button', { name: t('self.file.withdraw_yes') }).click();
  await expect(page.locator('main')).toContainText(t('self.file.withdrawn_help'));
  await accessible(page);
  await page.getByRole('button', { name: t('self.file.restore') }).click();
  await expect(page.locator('main')).toContainText(t('self.phase.registered'));
});

test('what she wrote is there again when the page was closed and the network was gone', async ({ page, demo, language, t, context }) => {
  await begin(page, demo.url, false);
  await fillForm(page, language);
  await next(page);
  await page.goto(`${demo.url}/s`);
  await page.getByRole('button', { name: t('self.draft_continue') }).click();
  await expect(page.locator('#given_name')).toHaveValue(namesIn(language)[0]);
  for (let step = 0; step < 3; ++step) await next(page);
  await expect(page.locator('dl')).toContainText('07/03/1985');
  // The answer to the first sending is lost on its way; the second one makes no second file.
  let references = 0;
  await page.route('**/api/v1/self/registrations', async (route) => {
    const answer = await route.fetch();
    if (++references <= 3) return route.abort();
    return route.fulfill({ response: answer });
  });
  await page.locator('.press.main').click();
  await expect(page.getByRole('alert')).toContainText(t('self.offline'));
  await page.locator('.press.main').click();
  await expect(page.getByTestId('reference')).toBeVisible();
  await context.unrouteAll();
});

test('the phone’s own way back leads one question back', async ({ page, demo, language }) => {
  await begin(page, demo.url, true);
  await page.locator('.press.main').click();
  await page.locator('#given_name').fill(namesIn(language)[0]);
  await next(page);
  await expect(page.locator('#family_name')).toBeVisible();
  await page.goBack();
  await expect(page.locator('#given_name')).toHaveValue(namesIn(language)[0]);
});

test('the quick exit and Escape twice leave for a neutral page, and nothing stays', async ({ browser, demo, language, t }) => {
  for (const way of ['button', 'keys']) {
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.addInitScript((code) => localStorage.setItem('jisr.language', code), language);
    await page.route('https://www.marocmeteo.ma/**', (route) => route.fulfill({ contentType: 'text/html', body: '<title>Weather</title>' }));
    await begin(page, demo.url, false);
    await page.locator('.press.main').click();
    await page.locator('#given_name').fill(namesIn(language)[0]);
    expect(await page.title()).toBe('جسر');
    if (way === 'button') await page.getByRole('button', { name: t('self.leave') }).click();
    else {
      await page.keyboard.press('Escape');
      await page.keyboard.press('Escape');
    }
    await expect(page).toHaveTitle('Weather');
    await page.goto(`${demo.url}/s`);
    await expect(page.getByRole('button', { name: t('self.begin'), exact: true })).toBeVisible();
    expect(await page.evaluate(() => localStorage.getItem('jisr.self'))).toBeNull();
    await context.close();
  }
});

test('the log-in page leads there', async ({ page, demo, t }) => {
  await page.goto(demo.url);
  await page.getByRole('link', { name: t('self.link') }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(t('self.welcome'));
});
