import type { APIRequestContext, Page } from '@playwright/test';
import { readFileSync } from 'node:fs';
import { ask, demoPassword, expect, expectAccessible, signIn, signInAsAdministrator, test } from './support.ts';

const sumOf = (texts: string[]) => texts.reduce((all, text) => all + Number(text.replace(/\D/g, '')), 0);
const digits = (text: string | null) => Number(text!.replace(/\D/g, ''));

let registered = 0; // so that none is taken for one of another test
/** Somebody else at another desk, a program with a key of her own, who registers a woman each time. */
async function desk(page: Page, request: APIRequestContext, url: string): Promise<() => Promise<void>> {
  const api = `${url}/api/v1`;
  const session = await page.evaluate(async (base) => (await fetch(`${base}/session`)).json(), api);
  const { token } = await page.evaluate(
    async ([base, csrf]) =>
      (await fetch(`${base}/tokens`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', 'X-CSRF-Token': csrf!, 'Idempotency-Key': crypto.randomUUID() },
        body: JSON.stringify({ name: `counter ${Date.now()}`, role: 'registration_agent', scope_level: 'region', scope_code: '10' }),
      })).json(),
    [api, session.csrf_token as string],
  );
  const headers = { Authorization: `Bearer ${token}` };
  const programmes = await (await request.get(`${api}/programmes`, { headers })).json();
  const bridge = programmes.items.find((one: { code: string }) => one.code === 'bridge');
  const commune = (await (await request.get(`${api}/places?q=Sidi Ifni&limit=10`, { headers })).json()).items.find((one: { level: string }) => one.level === 'commune');
  const women = [['Hind', 'Tazi'], ['Yamna', 'Bouhlal'], ['Ghita', 'Serghini'], ['Fadma', 'Oubella'], ['Chaimae', 'Lahlou']];
  return async () => {
    const [given, family] = women[registered++ % women.length]!;
    const answer = await request.post(`${api}/persons`, {
      headers: { ...headers, 'Idempotency-Key': crypto.randomUUID() },
      data: { edition_id: bridge.editions[0].id, given_name_latin: given, family_name_latin: family, birth_year: 1960 + ((7 * registered) % 45), commune_code: commune.code, consent_given: true },
    });
    expect(answer.status()).toBe(201);
  };
}

test('the counter moves while somebody else registers', async ({ page, office, request, t }) => {
  await signInAsAdministrator(page, office, '/progress/10');
  const women = page.locator('.counter .value').first();
  await expect(women).toBeVisible();
  const before = digits(await women.textContent());
  await (await desk(page, request, office.url))();
  await expect.poll(async () => digits(await women.textContent())).toBeGreaterThan(before);
  await expect(page.getByText(t('progress.by_province'))).toBeVisible();
});

test('numbers stand against targets by region, on a map, and by province', async ({ page, demo, t }) => {
  test.slow(); // four pages are looked over
  await signIn(page, demo, 'admin', demoPassword(demo, 'admin'));
  await expect(page.locator('.counter').first()).toBeVisible();
  await expectAccessible(page);
  await page.goto(`${demo.url}/progress`);
  await expect(page.locator('tbody tr:visible')).toHaveCount(12);
  await expectAccessible(page);
  await page.getByRole('button', { name: t('progress.map.show') }).click();
  await expect(page.locator('svg path.place')).toHaveCount(12);
  await expectAccessible(page);
  await page.locator('tbody a').first().click();
  await expect(page.getByRole('heading', { name: t('progress.by_province') })).toBeVisible();
  await expectAccessible(page);
});

test('targets are changed with a reason', async ({ page, office, t }) => {
  await signInAsAdministrator(page, office, '/progress/07');
  await page.getByRole('button', { name: t('progress.targets.edit') }).click();
  const whole = page.getByLabel(`${t('progress.targets.whole_region')}${t('ui.colon')} ${t('programmes.measure.women')}`);
  await expect(whole).toHaveValue(/\d+/);
  const value = String(Number(await whole.inputValue()) + 1); // the same once more would be no change
  await whole.fill(value);
  await expectAccessible(page);
  await page.locator('form.card [type=submit]').click();
  await page.getByRole('link', { name: t('progress.targets.reason_missing') }).click();
  await page.locator('[name=reason]').fill('ملحق الاتفاقية');
  await page.locator('form.card [type=submit]').click();
  await expect(page.locator('.counter').first()).toContainText(value.replace(/(?=\d{3}$)/, '\u202f'));
});

test('of two who change the same target the second is shown both, and what she did not touch stands', async ({ page, office, t }) => {
  await signInAsAdministrator(page, office, '/progress/05');
  await page.getByRole('button', { name: t('progress.targets.edit') }).click();
  const field = (row: number, measure: 'women' | 'cooperatives') => page.locator('form.card tbody tr').nth(row).getByRole('textbox').nth(measure === 'women' ? 0 : 1);
  await expect(field(0, 'women')).toHaveValue(/\d+/);
  await field(0, 'women').fill('2222');
  await field(1, 'women').fill('22');
  await page.locator('[name=reason]').fill('e2e');
  // Somebody else meanwhile: the same target, and another one.
  const { items: [programme] } = await ask<{ items: { editions: { id: string }[] }[] }>(page, 'GET', '/programmes');
  const targets = `/editions/${programme!.editions[0]!.id}/targets`;
  const of = { region_code: '05', year: new Date().getFullYear() };
  await ask(page, 'PUT', targets, { items: [{ ...of, measure: 'women', value: 1111 }, { ...of, measure: 'cooperatives', value: 111 }], reason: 'e2e' }, '*');
  await page.locator('form.card [type=submit]').click();
  const both = page.locator('section.card', { hasText: t('progress.targets.conflict') });
  await expect(both.locator('fieldset')).toHaveCount(1);
  await expect(both.locator('label').nth(0)).toContainText('2222');
  await expect(both.locator('label').nth(1)).toContainText('1111');
  await expectAccessible(page);
  await both.locator('label').nth(1).click();
  await both.getByRole('button', { name: t('ui.conflict.save') }).click();
  await expect(both).toHaveCount(0);
  await expect(page.locator('form.card')).toHaveCount(0);
  const { items: now } = await ask<{ items: { province_code: string | null; measure: string; value: number }[] }>(page, 'GET', `${targets}?region=05&year=${of.year}`);
  const values = (measure: string, whole: boolean) => now.filter((one) => one.measure === measure && (one.province_code === null) === whole).map((one) => one.value);
  expect(values('women', true)).toEqual([1111]);
  expect(values('cooperatives', true)).toEqual([111]);
  expect(values('women', false)).toContain(22);
});

test('a target that is emptied is none any more, and what its provinces are to reach takes its place', async ({ page, office, t }) => {
  await signInAsAdministrator(page, office, '/progress/06');
  const open = () => page.getByRole('button', { name: t('progress.targets.edit') }).click();
  const women = (row: number) => page.locator('form.card tbody tr').nth(row).getByRole('textbox').first();
  const save = async (reason: string) => {
    await page.locator('[name=reason]').fill(reason);
    await page.locator('form.card [type=submit]').click();
    await expect(page.locator('form.card')).toHaveCount(0);
  };
  await open();
  await expect(women(0)).toHaveValue(/\d+/);
  const [kept, share] = [await women(0).inputValue(), await women(1).inputValue()];
  await women(0).fill('');
  await women(1).fill('');
  await expect(page.locator('form.card [role=status]')).toContainText(t('progress.targets.sum_instead.other').split('{')[0]!);
  await expectAccessible(page);
  await save('e2e');
  await expect(page.locator('.counter').first()).not.toContainText(kept.replace(/(?=\d{3}$)/, '\u202f'));
  await expect(page.locator('main')).toContainText(t('progress.no_target'));
  await open();
  await expect(women(0)).toHaveValue('');
  await women(0).fill(kept); // as other tests find it
  await women(1).fill(share);
  await save('e2e');
  await expect(page.locator('.counter').first()).toContainText(kept.replace(/(?=\d{3}$)/, '\u202f'));
});

test('a programme and its editions are kept by those who run them', async ({ page, office, t }) => {
  await signInAsAdministrator(page, office, '/programmes/new');
  const code = `p${Date.now() % 1_000_000}-${process.pid}`;
  await page.locator('[name=name_ar]').fill('برنامج القراءة');
  await page.locator('[name=name_fr]').fill('Programme lecture');
  await page.locator('[name=code]').fill(code);
  await page.locator('form.card [type=submit]').click();
  await page.getByRole('button', { name: t('progress.manage.new_edition') }).click();
  const form = page.locator('form.card').nth(1);
  await form.locator('[name=name_ar]').fill('دورة 2026');
  await form.locator('[name=name_fr]').fill('Édition 2026');
  await form.locator('[name=code]').fill('2026');
  await form.locator('[name=starts_on]').fill('1/1/2026');
  await form.locator('[name=ends_on]').fill('31/12/2026');
  await expectAccessible(page);
  await form.locator('[type=submit]').click();
  await expect(page.getByText(/دورة 2026|Édition 2026/)).toBeVisible();
  await page.goto(`${office.url}/programmes`);
  await expect(page.getByRole('link', { name: /برنامج القراءة|Programme lecture/ }).first()).toBeVisible();
  await expectAccessible(page);
});

test('numbers are cut by who and when, and kept as files and pictures', async ({ page, demo, t }) => {
  test.slow(); // three pages are looked over
  await signIn(page, demo, 'coordinator', demoPassword(demo, 'coordinator'), '/progress/10');
  const analysis = page.getByRole('region', { name: t('progress.analysis') });
  await expect(analysis.getByRole('heading', { name: t('progress.by_group') })).toBeVisible();
  await expectAccessible(page);
  const women = analysis.locator('dl dd').first();
  const everyone = Number(await women.textContent());
  if ((await page.locator('[name=cut_area]').count()) === 0) await analysis.getByRole('button', { name: t('registrants.filters.show') }).click();
  await page.locator('[name=cut_area]').selectOption('rural');
  await expect(women).not.toHaveText(String(everyone));
  const rural = Number(await women.textContent());
  await page.locator('[name=cut_area]').selectOption('urban');
  await expect(women).toHaveText(String(everyone - rural));
  await expect(analysis.locator('tbody tr:visible')).toHaveCount(4);
  await expectAccessible(page);
  const sheet = page.waitForEvent('download');
  await analysis.getByRole('button', { name: 'Excel' }).click();
  expect((await sheet).suggestedFilename()).toMatch(/^jisr-report-.*\.xlsx$/);
  await page.locator('[name=cut_area]').selectOption('');
  const picture = page.waitForEvent('download');
  await analysis.getByRole('button', { name: 'PNG' }).click();
  expect((await picture).suggestedFilename()).toMatch(/^jisr-trend-women-guelmim-oued-noun-bridge-2026-\d{4}-01-01-\d{4}-\d\d-\d\d\.png$/);
  // As wide as a report is, on a phone too: 240 high of 960, with dates, margins and a head.
  const png = readFileSync((await (await picture).path())!);
  const [width, height] = [png.readUInt32BE(16), png.readUInt32BE(20)];
  expect(width).toBe(1600);
  expect(height).toBeGreaterThan(500);
  expect(height).toBeLessThan(850);
  await analysis.locator('summary').click();
  await expect(analysis.locator('details tbody tr').first()).toBeVisible();
  expect(sumOf(await analysis.locator('details tbody td').allTextContents())).toBe(everyone);
  await expectAccessible(page);
});

test('a partner of a region is told no small number, and may choose one criterion or a whole month alone', async ({ page, demo, t }) => {
  await signIn(page, demo, 'partner', demoPassword(demo, 'partner'), '/progress');
  const analysis = page.getByRole('region', { name: t('progress.analysis') });
  await expect(analysis.getByText(t('progress.limited'))).toBeVisible();
  await expect(analysis.locator('li', { hasText: t('progress.hidden') }).first()).toBeVisible();
  // That no month is told is not that nobody came; from the first of a month on, the one before may be told.
  await expect(analysis.locator('figure, svg').first()).toBeVisible();
  await expect(analysis.getByText(t('progress.trend.none'))).toHaveCount(0);
  // Of cooperatives nothing is hidden, and what is hidden has no bar and no share.
  await expect(page.locator('.counter').nth(1).locator('.value')).toHaveText(/^\d+$/);
  await expect(analysis.locator('li', { hasText: t('progress.hidden') }).locator('.track')).toHaveCount(0);
  await expect(page.locator('.bar', { hasText: t('progress.hidden') }).filter({ hasText: '%' })).toHaveCount(0);
  if ((await page.locator('[name=cut_month]').count()) === 0) await analysis.getByRole('button', { name: t('registrants.filters.show') }).click();
  await expect(page.locator('[name=cut_from]')).toHaveCount(0);
  // A criterion in her region: its number, and no province.
  await page.locator('[name=cut_area]').selectOption('rural');
  await expect(analysis.getByRole('heading', { name: t('progress.by_province') })).toHaveCount(0);
  await expect(page.locator('[name=measure]')).toHaveCount(0);
  await expect(analysis.getByRole('alert')).toHaveCount(0);
  await page.locator('[name=cut_month]').selectOption('10');
  await expect(analysis.locator('tbody tr:visible')).toHaveCount(4);
  await expect(analysis.getByRole('heading', { name: t('progress.by_group') })).toHaveCount(0);
  await expect(analysis.getByText(t('progress.no_target'))).toHaveCount(0); // a year's target says nothing of a month
  await expectAccessible(page);
});

test('the map and the trend show what was cut, as a number or a share of the target', async ({ page, demo, t }) => {
  test.slow(); // two pages are looked over
  await signIn(page, demo, 'coordinator', demoPassword(demo, 'coordinator'), '/progress/10');
  const analysis = page.getByRole('region', { name: t('progress.analysis') });
  await analysis.getByRole('button', { name: t('progress.map.show') }).click();
  const onMap = analysis.locator('svg path.place title');
  await expect(onMap).toHaveCount(4);
  const numbers = async () => (await onMap.allTextContents()).map((text) => text.split(': ').at(-1)!);
  const women = analysis.locator('dl dd').first();
  expect(sumOf(await numbers())).toBe(Number(await women.textContent()));
  await page.locator('[name=measure]').selectOption('women_share');
  await expect.poll(async () => (await numbers()).every((text) => text.includes('%'))).toBe(true);
  await page.locator('[name=measure]').selectOption('cooperatives');
  await expect(analysis.getByText(t('progress.trend.cooperatives.by_month'))).toBeVisible();
  await expectAccessible(page);
  await page.locator('[name=measure]').selectOption('women');
  const everyone = Number(await women.textContent());
  if ((await page.locator('[name=cut_area]').count()) === 0) await analysis.getByRole('button', { name: t('registrants.filters.show') }).click();
  await page.locator('[name=cut_area]').selectOption('rural');
  await expect(women).not.toHaveText(String(everyone));
  await expect.poll(async () => sumOf(await numbers())).toBe(Number(await women.textContent()));
  await expect(page.locator('[name=measure] option')).toHaveCount(2); // no target for a part of the women
});

test('a wall shows the launch day from the back of the room, without anybody signed in', async ({ page, demo, request, t }) => {
  test.slow(); // two pages are looked over
  await signIn(page, demo, 'admin', demoPassword(demo, 'admin'));
  const register = await desk(page, request, demo.url);
  await page.clock.install();
  await page.goto(`${demo.url}/progress/10`);
  await page.getByRole('link', { name: t('progress.wall') }).click();
  await expect(page.getByText(t('progress.wall.about'))).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: t('progress.wall.open') }).click();
  const women = page.getByTestId('women');
  await expect(women).toHaveText(/\d+/);
  await expect(page.locator('svg path.place')).toHaveCount(4);
  await expect(page.getByRole('button', { name: 'PNG' })).toHaveCount(0);
  await expectAccessible(page);
  // Nobody touches the screen for longer than a session lasts.
  await page.clock.fastForward('45:00');
  await expect(page.getByText(t('web.idle.title'))).toHaveCount(0);
  const before = digits(await women.textContent());
  for (let i = 0; i < 5; ++i) await register(); // it moves by five: of one nobody in the room learns
  await expect.poll(async () => digits(await women.textContent())).toBeGreaterThanOrEqual(before + 5);
  await page.reload();
  await expect.poll(async () => digits(await women.textContent())).toBeGreaterThanOrEqual(before + 5);
  // Whoever is at its keyboard has no session, and leaving it asks for one.
  expect((await page.request.get(`${demo.url}/api/v1/session`)).status()).toBe(401);
  await page.mouse.move(50, 50);
  await page.getByRole('button', { name: t('progress.wall.leave') }).click();
  await expect(page.locator('[name=user_name]')).toBeVisible();
  await page.goto(`${demo.url}/wall/10`);
  await expect(page.locator('[name=user_name]')).toBeVisible();
});

/** The screen in the hall: a browser of its own, of which only the wall's pass is left. */
async function screenOf(page: Page, url: string, region: string): Promise<Page> {
  const context = await page.context().browser()!.newContext({ viewport: page.viewportSize()! });
  const screen = await context.newPage();
  await context.addCookies(await page.context().cookies(`${url}/api/v1/wall`).then((all) => all.filter(({ name }) => name === 'jisr_wall')));
  await page.context().clearCookies({ name: 'jisr_wall' });
  const language = await page.evaluate(() => localStorage.getItem('jisr.language')!);
  await screen.addInitScript((code) => localStorage.setItem('jisr.language', code), language);
  await screen.goto(`${url}/wall/${region}`);
  return screen;
}

test('a coordinator is offered the wall of her own region, and a wall that was ended says so', async ({ page, demo, t }) => {
  test.slow(); // two browsers, and pages that are looked over
  await signIn(page, demo, 'coordinator', demoPassword(demo, 'coordinator'), '/progress');
  await page.getByRole('link', { name: t('progress.wall') }).click();
  await expect(page).toHaveURL(/\/wall\/10\?/);
  await page.goto(`${demo.url}/wall`); // and where the address names no place
  await expect(page.locator('main strong').first()).toHaveText(/كلميم|Guelmim/);
  await expect(page.getByText(t('progress.nation'))).toHaveCount(0);
  const [programme] = (await ask<{ items: { editions: { id: string }[] }[] }>(page, 'GET', '/programmes')).items;
  const edition = `/editions/${programme!.editions[0]!.id}`;
  await ask(page, 'POST', `${edition}/wall`, { region_code: '10' });
  const screen = await screenOf(page, demo.url, '10');
  await expect(screen.getByTestId('women')).toHaveText(/\d+/);
  const [wall] = (await ask<{ items: { id: string }[] }>(page, 'GET', `${edition}/walls`)).items;
  await page.evaluate(async (id) => {
    const { csrf_token } = await (await fetch('/api/v1/session')).json();
    await fetch(`/api/v1/walls/${id}/close`, { method: 'POST', headers: { 'X-CSRF-Token': csrf_token, 'Idempotency-Key': crypto.randomUUID() } });
  }, wall!.id);
  await screen.reload();
  const ended = screen.getByRole('heading', { name: t('progress.wall.ended') });
  await expect(ended).toBeVisible();
  await expectAccessible(screen);
  await screen.reload();
  await expect(ended).toBeVisible();
  await screen.getByRole('button', { name: t('progress.wall.sign_in') }).click();
  await expect(screen.locator('[name=user_name]')).toBeVisible();
  await screen.context().close();
});

test('a wall without a connection says since when its numbers stand', async ({ page, demo, t }) => {
  await signIn(page, demo, 'admin', demoPassword(demo, 'admin'));
  const [programme] = (await ask<{ items: { editions: { id: string }[] }[] }>(page, 'GET', '/programmes')).items;
  await ask(page, 'POST', `/editions/${programme!.editions[0]!.id}/wall`, { region_code: '10' });
  const screen = await screenOf(page, demo.url, '10');
  await expect(screen.getByTestId('women')).toHaveText(/\d+/);
  const lost = screen.locator('.lost');
  await expect(lost).toHaveCount(0);
  await screen.context().setOffline(true);
  await screen.evaluate(() => document.dispatchEvent(new Event('visibilitychange'))); // the stream is asked for anew
  await expect(lost).toHaveText(new RegExp(t('progress.wall.lost', { time: '\u2068\\d\\d:\\d\\d\u2069' })));
  await screen.context().setOffline(false);
  await expect(lost).toHaveCount(0, { timeout: 60_000 });
  await screen.context().close();
});

test('a wall is ended from the desk of who opened it', async ({ page, demo, t }) => {
  await signIn(page, demo, 'admin', demoPassword(demo, 'admin'), null);
  const [programme] = (await ask<{ items: { editions: { id: string }[] }[] }>(page, 'GET', '/programmes')).items;
  await ask(page, 'POST', `/editions/${programme!.editions[0]!.id}/wall`, { region_code: '09' });
  await page.context().clearCookies({ name: 'jisr_wall' }); // the screen hangs elsewhere
  await page.goto(`${demo.url}/wall/10?edition=${programme!.editions[0]!.id}`);
  await expect(page.getByRole('heading', { name: t('progress.wall.open_now') })).toBeVisible();
  await expectAccessible(page);
  const ends = page.getByRole('button', { name: t('progress.wall.end') });
  const before = await ends.count();
  await ends.first().click();
  await expect(ends).toHaveCount(before - 1);
});

test('seven windows follow the numbers, and the seventh still works', async ({ page, office, request }) => {
  test.slow();
  await signInAsAdministrator(page, office);
  const windows = [page];
  while (windows.length < 7) windows.push(await page.context().newPage()); // none of them hidden
  const counters = windows.map((one) => one.locator('.counter .value').first());
  for (const [i, one] of windows.entries()) {
    await one.goto(`${office.url}/progress/10`);
    await expect(counters[i]!).toBeVisible();
  }
  const before = digits(await counters[0]!.textContent());
  await (await desk(page, request, office.url))();
  for (const counter of counters) await expect.poll(async () => digits(await counter.textContent())).toBeGreaterThan(before);
  // The one that held the stream goes; the others hear on.
  await page.goto(`${office.url}/account`);
  await windows[1]!.close();
  await (await desk(page, request, office.url))();
  for (const counter of counters.slice(2)) await expect.poll(async () => digits(await counter.textContent())).toBeGreaterThan(before + 1);
});
