import { ask, demoPassword, expect, expectAccessible, signIn, signInOnThePage, test } from './support.ts';
import type { BrowserContext, Page } from '@playwright/test';

// An agent registers woman after woman on one tablet, with a network and without.
test.slow();

let made = 0;
/** Like no other of these tests. */
function freshWoman() {
  ++made;
  return {
    names: ['إيطو', `أيت ${'ابتثجحخدذرزسشص'[made % 14]}${'كلمنهوي'[made % 7]}اوي`], nationalId: `ZZ${String(Date.now()).slice(-5)}${made % 10}`,
    birth: [String(1 + (made * 5) % 28), String(1 + (made * 7) % 12), String(1960 + (made * 11) % 40)], phone: `06${String(10_000_019 * made).slice(-8).padStart(8, '0')}`,
  };
}
type Woman = ReturnType<typeof freshWoman>;

const go = (page: Page) => page.locator('form.card [type=submit]').click();

async function begin(page: Page, woman: Woman, t: (key: string) => string) {
  await page.getByRole('button', { name: t('registrants.search.skip') }).click();
  await page.locator('[name=given_name_ar]').fill(woman.names[0]!);
  await page.locator('[name=family_name_ar]').fill(woman.names[1]!);
}

async function finish(page: Page, woman: Woman, place: string | null, atConsent = async () => {}) {
  await page.locator('[name=national_id]').fill(woman.nationalId);
  for (const [index, part] of woman.birth.entries()) await page.locator('#field-birth_date input[inputmode=numeric]').nth(index).fill(part);
  await go(page);
  if (place) {
    await page.locator('[name=commune_code]').fill(place);
    await page.getByRole('option').first().click();
  }
  await page.locator('[name=phone]').fill(woman.phone);
  await go(page);
  await expect(page.locator('[name=consent_method][value=online]')).toHaveCount(0); // she sits here
  await atConsent();
  await page.locator('label').filter({ has: page.locator('[name=consent_method]') }).first().click();
  await go(page);
}

async function fill(page: Page, woman: Woman, t: (key: string) => string, place: string | null, atConsent = async () => {}) {
  await begin(page, woman, t);
  await finish(page, woman, place, atConsent);
}

const stored = (page: Page) => page.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage }));

async function signedIn(page: Page, demo: Parameters<typeof signIn>[1]) {
  await signIn(page, demo, 'agent', demoPassword(demo, 'agent'), '/persons/new');
}

test('nothing of a woman is left on the device when the next one sits down', async ({ page, demo, t }) => {
  await signedIn(page, demo);
  const woman = freshWoman();
  await fill(page, woman, t, 'كلميم');
  await expect(page.locator('.reference bdi')).toBeVisible();
  const reference = (await page.locator('.reference bdi').textContent())!;
  await page.getByRole('button', { name: t('registrants.registered.next') }).click();
  await page.getByRole('button', { name: t('registrants.search.skip') }).click();
  for (const secret of [...woman.names, woman.nationalId, woman.phone, reference]) {
    expect(await stored(page)).not.toContain(secret);
    expect(await page.content()).not.toContain(secret);
  }
  for (const name of ['given_name_ar', 'family_name_ar', 'national_id']) await expect(page.locator(`[name=${name}]`)).toHaveValue('');
});

test('what was read to her before she agreed stands in her file, word for word', async ({ page, demo, t }) => {
  await signedIn(page, demo);
  const woman = freshWoman();
  const words = page.locator('#content blockquote');
  await fill(page, woman, t, 'كلميم', async () => {
    await expect(words).toHaveText(t('registrants.consent.text'));
    await page.getByText(t('self.consent.more')).click();
    await expect(page.getByText(t('self.notice.rights.text'))).toBeVisible();
    await expectAccessible(page);
  });
  await expect(page.locator('.reference bdi')).toBeVisible();
  const { items } = await ask<{ items: { id: string }[] }>(page, 'POST', '/persons/search', { q: woman.nationalId });
  await page.goto(`${demo.url}/persons/${items[0]!.id}`);
  await expect(page.locator('#content')).toContainText(t('self.entry.agreed'));
  await page.getByText(t('self.entry.read')).click();
  await expect(page.getByText(t('registrants.consent.text'))).toBeVisible();
  await expectAccessible(page);
});

test('in a douar without network women wait, locked, on the tablet and are sent by themselves', async ({ page, demo, context, t }) => {
  await signedIn(page, demo);
  await page.waitForLoadState('networkidle');
  await context.setOffline(true);
  const women = [freshWoman(), freshWoman()];
  for (const [index, woman] of women.entries()) {
    // The commune is found without a network; that of the one before stands for the next.
    await fill(page, woman, t, index ? null : 'كلميم');
    await page.getByRole('button', { name: t('registrants.waiting.keep') }).click();
    await expect(page.locator('#content')).toContainText(t('registrants.waiting.kept'));
  }
  await expect(page.locator('.waiting li')).toHaveCount(2);
  await expectAccessible(page);
  const left = await stored(page);
  for (const { names, nationalId, phone } of women) for (const secret of [names[1]!, nationalId, phone]) expect(left).not.toContain(secret);
  await context.setOffline(false);
  await expect(page.locator('.waiting')).toContainText(t('registrants.waiting.arrived'));
  await expect(page.locator('.waiting li')).toHaveCount(2);
  await expect(page.locator('#content')).not.toContainText(t('registrants.waiting.kept')); // the numbers have come
  for (const { names } of women) await expect(page.locator('.waiting')).toContainText(names[1]!);
  await expect(page.locator('.waiting')).toContainText(/[A-Z]{3}-\d\d-\d{6}-\d/);
  await expectAccessible(page);
  expect(await stored(page)).not.toContain('jisr.waiting.');
  await page.getByRole('button', { name: t('registrants.waiting.clear') }).click();
  await expect(page.locator('.waiting')).toHaveCount(0);
});

type Texts = (key: string, params?: Record<string, string>) => string;

/** Registers one, and leaves others with her card number on the device, which the server does not take. */
async function leaveFaulty(page: Page, context: BrowserContext, t: Texts, count: number) {
  const woman = freshWoman();
  await fill(page, woman, t, 'كلميم');
  await page.getByRole('button', { name: t('registrants.registered.next') }).click();
  await page.waitForLoadState('networkidle');
  await context.setOffline(true);
  const others = Array.from({ length: count }, () => ({ ...freshWoman(), nationalId: woman.nationalId }));
  for (const [index, other] of others.entries()) {
    await fill(page, other, t, null);
    await page.getByRole('button', { name: t('registrants.waiting.keep') }).click();
    await expect(page.locator('.waiting li')).toHaveCount(index + 1);
  }
  await expect(page.locator('.waiting')).toContainText(t('registrants.waiting.title', { count: String(count) }));
  await context.setOffline(false);
  await expect(page.locator('.waiting .fault')).toHaveCount(count);
  return others;
}

/** `begun`: a woman stands in the form, of whom signing out asks first. */
async function signedInAnew(page: Page, demo: Parameters<typeof signIn>[1], t: Texts, begun = false) {
  await page.getByRole('button', { name: t('web.shell.person_menu') }).click();
  const out = page.getByRole('button', { name: t('web.shell.sign_out'), exact: true });
  if (begun) {
    await out.click();
    await expect(page.getByRole('dialog')).toContainText(t('web.leaving.waiting')); // she is lost to the form alone
    await expectAccessible(page);
  }
  // Once the server knows, the log-in is a page of its own: no other may be asked for until then.
  await Promise.all([page.waitForEvent('load'), (begun ? page.getByRole('button', { name: t('web.leaving.sign_out') }) : out).click()]);
  await signedIn(page, demo);
}

const family = (page: Page) => page.locator('[name=family_name_ar]');

test('whom the server does not take as she is waits for the agent until she is saved, also after she has signed out', async ({ page, demo, context, t }) => {
  await signedIn(page, demo);
  const [other] = await leaveFaulty(page, context, t, 1);
  const name = other!.names[1]!;
  await expect(page.locator('.waiting')).toContainText(t('registrants.waiting.faulty', { count: '1' }));
  await expect(page.locator('.waiting')).not.toContainText(t('registrants.waiting.text'));
  await expectAccessible(page);
  await page.goto(demo.url);
  await expect(page.locator('#content')).toContainText(t('registrants.waiting.faulty', { count: '1' }));
  await page.goto(`${demo.url}/persons/new`);
  await page.getByRole('button', { name: t('registrants.waiting.look') }).click();
  await expect(family(page)).toHaveValue(name);
  await expect(page.locator('.waiting')).toHaveCount(0);
  await signedInAnew(page, demo, t, true);
  expect(await stored(page)).not.toContain(name);
  await page.getByRole('button', { name: t('registrants.waiting.look') }).click();
  await expect.poll(() => stored(page)).toMatch(/jisr\.draft\.[^"]*\.person"/);
  await page.reload();
  await expect(family(page)).toHaveValue(name);
  await page.locator('[name=national_id]').fill(freshWoman().nationalId);
  for (let step = 0; step < 3; ++step) await go(page);
  await expect(page.locator('.reference bdi')).toBeVisible();
  await expect(page.locator('.waiting')).toHaveCount(0);
  expect(await stored(page)).not.toContain('jisr.waiting.');
});

test('who was looked at and not saved goes back to the others, until she is dropped on purpose', async ({ page, demo, context, t }) => {
  await signedIn(page, demo);
  const women = await leaveFaulty(page, context, t, 2);
  for (const woman of women) {
    await page.locator('.waiting li').filter({ hasText: woman.names[1]! }).getByRole('button', { name: t('registrants.waiting.look') }).click();
    await expect(family(page)).toHaveValue(woman.names[1]!);
    await page.getByRole('button', { name: t('registrants.search.back') }).click();
    await expect(page.locator('.waiting li')).toHaveCount(2);
  }
  const first = page.locator('.waiting li').filter({ hasText: women[0]!.names[1]! });
  await first.getByRole('button', { name: t('ui.remove') }).click();
  await expect(page.getByRole('dialog')).toContainText(women[0]!.names[1]!);
  await expectAccessible(page);
  await page.getByRole('dialog').getByRole('button', { name: t('ui.remove') }).click();
  await expect(first).toHaveCount(0);
  await expect(page.locator('#content h1')).toBeFocused();
  await signedInAnew(page, demo, t);
  await expect(page.locator('.waiting li')).toHaveCount(1);
  await page.getByRole('button', { name: t('ui.remove') }).click();
  await page.getByRole('dialog').getByRole('button', { name: t('ui.remove') }).click();
  await expect(page.locator('.waiting')).toHaveCount(0);
});

test('two women are never mixed in one form, and none who was begun is dropped unasked', async ({ page, demo, t }) => {
  await signedIn(page, demo);
  const woman = freshWoman();
  await page.getByRole('button', { name: t('registrants.search.skip') }).click();
  await page.getByRole('button', { name: t('registrants.search.back') }).click();
  await page.getByRole('button', { name: t('registrants.search.skip') }).click();
  await family(page).fill(woman.names[1]!);
  await page.locator('[name=national_id]').fill(woman.nationalId);
  await page.getByRole('button', { name: t('registrants.search.back') }).click();
  await page.locator('#field-q').fill('تودة أوعلي');
  await page.keyboard.press('Enter');
  const another = page.getByRole('status').getByRole('button').last();
  await another.click();
  const dialog = page.getByRole('dialog', { name: t('registrants.begun.title') });
  await expect(dialog).toContainText(woman.names[1]!);
  await expectAccessible(page);
  await dialog.getByRole('button', { name: t('registrants.begun.go_on') }).click();
  await expect(page.locator('[name=national_id]')).toHaveValue(woman.nationalId);
  await page.getByRole('button', { name: t('registrants.search.back') }).click();
  await expect(page.locator('#field-q')).toHaveValue('تودة أوعلي'); // as she left it
  await another.click();
  await dialog.getByRole('button', { name: t('registrants.begun.other') }).click();
  await expect(family(page)).toHaveValue('أوعلي');
  await expect(page.locator('[name=national_id]')).toHaveValue('');
});

test('signed in anew in another tab, the agent goes on in this one: who waits is sent, and who is begun stays herself', async ({ page, demo, context, t }) => {
  await signedIn(page, demo);
  await page.waitForLoadState('networkidle');
  const network = await context.newCDPSession(page); // of this tab alone
  const cut = (offline: boolean) => network.send('Network.emulateNetworkConditions', { offline, latency: 0, downloadThroughput: -1, uploadThroughput: -1 });
  const [kept, begun] = [freshWoman(), freshWoman()];
  await cut(true);
  await fill(page, kept, t, 'كلميم');
  await page.getByRole('button', { name: t('registrants.waiting.keep') }).click();
  await expect(page.locator('.waiting li')).toHaveCount(1);
  await begin(page, begun, t);

  const beside = await context.newPage(); // it sends her as well, or before
  await context.clearCookies(); // her session has ended
  await signInOnThePage(beside, demo, 'agent', demoPassword(demo, 'agent'));
  await cut(false);
  await expect(page.locator('.waiting')).toContainText(t('registrants.waiting.arrived'));
  await expect(family(page)).toHaveValue(begun.names[1]!);
  await finish(page, begun, null);
  await expect(page.locator('.reference bdi')).toBeVisible();
  expect(await stored(page)).not.toContain('jisr.waiting.');
  for (const { nationalId, names } of [kept, begun]) {
    const { items } = await ask<{ items: { full_name_ar: string }[] }>(page, 'POST', '/persons/search', { q: nationalId });
    expect(items.map(({ full_name_ar }) => full_name_ar)).toEqual([names.join(' ')]);
  }
});
