import type { Page } from '@playwright/test';
import { begin, choosePlace, chooseWho, fillForm, namesIn, next, photographOf, press } from './self.ts';
import { ask, expect, expectAccessible, demoPassword, signIn, test, textOf } from './support.ts';

// What a page shows while it is asking has no heading yet.
async function accessible(page: Page): Promise<void> {
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expectAccessible(page);
}

test('a woman registers herself with the reading aid, one question after the other', async ({ page, demo, language, t }) => {
  const [given, family, letters] = namesIn(language);
  // A voice for her language, as phones have one.
  await page.addInitScript((lang) => {
    const said: string[] = [];
    const voices = [{ lang: `${lang}-MA`, name: 'voice', default: true, localService: true, voiceURI: 'voice' }];
    Object.defineProperty(window, 'speechSynthesis', {
      value: {
        getVoices: () => voices, cancel() {}, addEventListener() {},
        speak: (words: { text: string; onend: () => void }) => (said.push(words.text), setTimeout(() => words.onend(), 20)),
      },
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
  // What she agrees to is read to her, not the question alone.
  await expect.poll(said).toContain(`${t('self.notice.purpose.title')} ${t('self.notice.purpose.text')}`);
  await expect.poll(said).toContain(t('self.consent.question'));
  await page.locator('.press.main').click();

  await expect.poll(said).toContain(t('self.question.who'));
  await next(page);
  await expect(page.locator('.wrong')).toHaveText(t('self.question.required'));
  await expect.poll(said).toContain(t('self.question.required'));
  await accessible(page);
  await chooseWho(page, t('self.who.woman'));
  await expect.poll(said).toContain(t('self.who.woman'));
  await next(page);
  await expect.poll(said).toContain(t('self.question.given_name'));
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
  // By touch alone: region, province, commune; and back.
  await page.locator('.answers .press').nth(9).click();
  await page.locator('.answers .press').first().click();
  await expect(page.locator('.chosen')).toHaveCount(2);
  await accessible(page);
  await page.locator('.answers .press').first().click();
  await expect(page.locator('.chosen')).toHaveCount(3);
  for (let back = 3; back > 0; --back) await page.getByRole('button', { name: t('self.question.place_change') }).click();
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
  // Her papers are photographed before she looks it all over, and leave with it.
  await expect(page.locator('form [type=submit]')).toHaveText(t('self.skip'));
  await page.locator('[name=paper_national_id]').setInputFiles({ name: 'card.png', mimeType: 'image/png', buffer: await photographOf(page) });
  await expect(page.locator('.ready')).toContainText(t('self.question.paper_taken', { paper: t('self.paper.national_id') }));
  await accessible(page);
  await next(page);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(t('self.review.title'));
  await expect(page.locator('dl')).toContainText(given);
  await expect(page.locator('dl')).toContainText(t('self.paper.national_id'));
  await accessible(page);
  expect(await page.evaluate(() => localStorage.getItem('jisr.self'))).not.toBeNull();
  // What goes wrong once she has pressed "send" is heard, too.
  await page.route('**/api/v1/self/registrations', (route) => route.abort());
  await page.locator('.press.main').click();
  await expect.poll(said).toContain(t('self.review.waiting_help'));
  await page.unroute('**/api/v1/self/registrations');
  const told = { slug: 'internal', status: 500, title: t('problem.internal.title'), detail: t('problem.internal.detail') };
  await page.route('**/api/v1/self/registrations', (route) => route.fulfill({ status: 500, contentType: 'application/problem+json', json: told }));
  await page.locator('.press.main').click();
  await expect.poll(said).toContain(told.detail);
  await page.unroute('**/api/v1/self/registrations');
  await page.locator('.press.main').click();

  await expect(page.getByTestId('reference')).toHaveText(/^[A-Z]{3}-\d\d-\d{6}-\d$/);
  await accessible(page);
  expect(await page.evaluate(() => localStorage.getItem('jisr.self'))).toBeNull();
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: t('self.done.receipt') }).click();
  expect((await download).suggestedFilename()).toMatch(/^[A-Z]{3}-.*\.pdf$/);
  await expect(page.locator('main')).toContainText(t('self.done.papers.sent'));
  await page.getByRole('button', { name: t('self.done.file') }).click();
  await expect(page.locator('main')).toContainText(t('self.file.papers_complete'));
  // She hears where she stands.
  await page.getByRole('button', { name: t('self.listen') }).click();
  await expect.poll(said).toContain(t('self.phase.registered'));
});

test('a man with a disability who belongs to a cooperative registers himself, and staff see who he is', async ({ page, demo, language, t }) => {
  await begin(page, demo.url, false);
  await fillForm(page, language);
  await page.getByRole('button', { name: t('self.work.cooperative_member') }).click();
  await expect(page.locator('main')).toContainText(t('self.question.organisation_help'));
  await next(page);
  await next(page);
  await page.getByRole('button', { name: `${t('self.review.change')}${t('ui.colon')} ${t('self.review.who')}` }).click();
  await chooseWho(page, t('self.who.man_disabled'));
  await accessible(page);
  // Told to the service, not to whoever opens the phone.
  expect(await page.evaluate(() => localStorage.getItem('jisr.self'))).not.toContain('disabled');
  await next(page);
  await expect(page.locator('dl')).toContainText(t('self.who.man_disabled'));
  await page.locator('.press.main').click();
  const reference = (await page.getByTestId('reference').textContent())!;

  await signIn(page, demo, 'coordinator', demoPassword(demo, 'coordinator'), null);
  const found = await ask<{ items: { id: string }[] }>(page, 'POST', '/persons/search', { q: reference });
  expect(await ask(page, 'GET', `/persons/${found.items[0]!.id}`)).toMatchObject({ sex: 'male', has_disability: true, participation: 'cooperative_member' });
  // And what he agreed to, in the words that he was shown.
  await page.goto(`${demo.url}/persons/${found.items[0]!.id}`);
  await page.getByText(t('self.entry.read')).click();
  await expect(page.getByText(t('self.notice.purpose.text'))).toBeVisible();
});

test('she looks her file up, corrects her phone, adds a paper, withdraws and takes it back', async ({ page, demo, language, t }) => {
  await begin(page, demo.url, false);
  await fillForm(page, language);
  await page.getByRole('button', { name: t('self.work.farm_work') }).click();
  await accessible(page);
  await next(page);
  await next(page); // without papers
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
  const photo = await photographOf(page);
  // The network is gone when it is sent: it need not be taken again.
  await page.route('**/papers*', (route) => route.abort());
  await page.locator('[name=paper_other]').setInputFiles({ name: 'card.png', mimeType: 'image/png', buffer: photo });
  await expect(page.locator('main')).toContainText(t('self.file.paper_kept'));
  await page.unroute('**/papers*');
  await page.getByRole('button', { name: t('self.file.paper_send') }).click();
  await expect(page.locator('main')).not.toContainText(t('self.file.paper_kept'));
  await page.getByRole('button', { name: `${t('self.file.paper_remove')}${t('ui.colon')} ${t('self.paper.other')}` }).click();
  await expect(page.locator('.paper')).toHaveCount(0);
  const sent = page.waitForRequest((request) => request.url().includes('/papers'));
  await page.locator('[name=paper_national_id]').setInputFiles({ name: 'card.png', mimeType: 'image/png', buffer: photo });
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

  // One edition alone: her file stays.
  await page.getByRole('button', { name: t('self.file.decline') }).click();
  await accessible(page);
  await page.getByRole('button', { name: t('self.file.decline_yes') }).click();
  await expect(page.locator('main')).toContainText(t('self.file.declined'));
  await expect(page.locator('main')).toContainText(t('self.phase.withdrawn'));
  await expect(page.locator('main')).toContainText(t('self.file.declined_help'));
  await expect(page.getByRole('button', { name: t('self.file.withdraw') })).toBeVisible();
  await accessible(page);
});

/** As a phone takes them: larger than what is sent. */
test('what she wrote is there again when the page was closed and the network was gone', async ({ page, demo, language, t, context }) => {
  await begin(page, demo.url, false);
  await fillForm(page, language);
  await next(page);
  await page.goto(`${demo.url}/s`);
  await page.getByRole('button', { name: t('self.draft_continue') }).click();
  await expect(page.locator('#given_name')).toHaveValue(namesIn(language)[0]);
  await chooseWho(page, t('self.who.woman_disabled'));
  // Where she lives and her phone are answered: after what the device does not keep, she goes on where she was.
  await next(page);
  await expect(page.locator('#national_id')).toBeVisible();
  await next(page);
  await next(page);
  await expect(page.locator('dl')).toContainText('07/03/1985');
  // It arrives, and the answer is lost on its way; then there is no network at all.
  const references = new Set<string>();
  await page.route('**/api/v1/self/registrations', async (route) => {
    const answer = await route.fetch();
    references.add((await answer.json()).reference);
    return route.abort();
  });
  await page.locator('.press.main').click();
  await expect(page.locator('.waiting')).toContainText(t('self.review.waiting_help'));
  await accessible(page);
  await page.unroute('**/api/v1/self/registrations');
  // The page is closed meanwhile, and opened again.
  await page.goto(`${demo.url}/s`);
  await expect(page.locator('main')).toContainText(t('self.draft_waiting'));
  await context.setOffline(true);
  await page.getByRole('button', { name: t('self.draft_send') }).click();
  await expect(page.locator('.waiting')).toBeVisible();
  await expect(page.locator('dl')).toContainText(t('self.who.woman_disabled'));
  await context.setOffline(false); // nothing else is pressed
  await expect(page.getByTestId('reference')).toBeVisible();
  references.add((await page.getByTestId('reference').textContent())!);
  expect(references.size).toBe(1);
  expect(await page.evaluate(() => localStorage.getItem('jisr.self'))).toBeNull();
});

test('with the reading aid she goes on at the first question without an answer, and can go back', async ({ page, demo, language, t }) => {
  const [given, family] = namesIn(language);
  await begin(page, demo.url, true);
  await page.locator('.press.main').click();
  await chooseWho(page, t('self.who.woman'));
  await next(page);
  await page.locator('#given_name').fill(given);
  await next(page);
  await page.locator('#family_name').fill(family);
  await next(page);
  await page.goto(`${demo.url}/s`);
  await page.getByRole('button', { name: t('self.draft_continue') }).click();
  await chooseWho(page, t('self.who.woman')); // is not kept on the device
  await next(page);
  await expect(page.getByRole('button', { name: t('self.question.birth_year_only') })).toBeVisible();
  await page.getByRole('button', { name: t('self.back') }).click();
  await expect(page.locator('#family_name')).toHaveValue(family);
  await next(page);
  await expect(page.getByRole('button', { name: t('self.question.birth_year_only') })).toBeVisible();
});

test('who changes what was sent already is told that the first stands', async ({ page, demo, language, t }) => {
  await begin(page, demo.url, false);
  await fillForm(page, language);
  await next(page);
  await next(page);
  await page.route('**/api/v1/self/registrations', async (route) => {
    await route.fetch();
    return route.abort();
  });
  await page.locator('.press.main').click();
  await expect(page.locator('.waiting')).toBeVisible();
  await page.unroute('**/api/v1/self/registrations');
  await page.getByRole('button', { name: `${t('self.review.change')}${t('ui.colon')} ${t('self.review.phone')}` }).click();
  await page.locator('#phone').fill('06 98 76 54 32');
  await next(page);
  await page.locator('.press.main').click();
  await expect(page.getByTestId('reference')).toBeVisible();
  await expect(page.locator('main')).toContainText(t('self.done.earlier'));
});

test('who must wait is told so in minutes or hours, and what she wrote stays', async ({ page, demo, language, t }) => {
  await begin(page, demo.url, false);
  await fillForm(page, language);
  await next(page);
  await next(page);
  const refuse = (seconds: number) => page.route('**/api/v1/self/registrations', (route) => route.fulfill({
    status: 429, contentType: 'application/problem+json', headers: { 'Retry-After': String(seconds) },
    json: { slug: 'too_many_registrations', status: 429, title: t('problem.too_many_registrations.title'), detail: t('problem.too_many_registrations.detail') },
  }));
  for (const [seconds, time] of [[890, t('self.wait_minutes.other', { count: '15' })], [86_400, t('self.wait_hours.other', { count: '24' })]] as const) {
    await refuse(seconds);
    await page.locator('.press.main').click();
    await expect(page.getByRole('alert')).toContainText(t('self.wait', { time }));
    await page.unroute('**/api/v1/self/registrations');
  }
  await accessible(page);
  await page.locator('.press.main').click();
  await expect(page.getByTestId('reference')).toBeVisible();
});

test('who tried too often to open a file is told to wait in minutes', async ({ page, demo, t }) => {
  await page.route('**/api/v1/self/file', (route) => route.fulfill({
    status: 429, contentType: 'application/problem+json', headers: { 'Retry-After': '59' },
    json: { slug: 'too_many_attempts', status: 429, title: t('problem.too_many_attempts.title'), detail: t('problem.too_many_attempts.detail', { retry_after: '59' }) },
  }));
  await page.goto(`${demo.url}/s/file`);
  await page.locator('#reference').fill('GON-26-000123-7');
  for (const [part, value] of [['day', '7'], ['month', '3'], ['year', '1985']]) await page.locator(`[name=birth_${part}]`).fill(value!);
  await page.locator('.press.main').click();
  await expect(page.getByRole('alert')).toContainText(t('self.wait', { time: t('self.wait_minutes.one', { count: '1' }) }));
  await expect(page.getByRole('alert')).not.toContainText('59');
});

test('back from her file leads to the start, and closes it', async ({ page, demo, language, t }) => {
  await begin(page, demo.url, false);
  await fillForm(page, language);
  await next(page);
  await next(page);
  await page.locator('.press.main').click();
  await expect(page.getByTestId('reference')).toBeVisible();
  await page.locator('.press.main').click();
  await expect(page).toHaveURL(`${demo.url}/s/file`);
  await page.goBack();
  await expect(page).toHaveURL(`${demo.url}/s`);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(t('self.welcome'));
  await page.goForward();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(t('self.lookup.title'));
});

test('the phone’s own way back leads one question back', async ({ page, demo, language, t }) => {
  await begin(page, demo.url, true);
  await page.locator('.press.main').click();
  await chooseWho(page, t('self.who.woman'));
  await next(page);
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

test('Amazigh says that no speaker has reviewed it, and a voice that is missing is said', async ({ page, demo }) => {
  await page.goto(`${demo.url}/s?lang=zgh`);
  await expect(page.locator('main')).toContainText(textOf('zgh', 'web.shell.not_reviewed_banner'));
  await accessible(page);
  await page.locator('.press.large').first().click();
  await expect(page.locator('main')).toContainText(textOf('zgh', 'self.no_voice'));
});

test('the log-in page leads there', async ({ page, demo, t }) => {
  await page.goto(demo.url);
  await page.getByRole('link', { name: t('self.link') }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(t('self.welcome'));
});
