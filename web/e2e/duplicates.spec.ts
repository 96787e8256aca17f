import { ask, demoPassword, expect, expectAccessible, settled, signIn, signInAsAdministrator, test } from './support.ts';
import type { Page } from '@playwright/test';
import type { Server } from './server.ts';

// Whole ways through several pages, each looked over for everybody's use.
test.slow();

interface File {
  id: string;
  reference: string;
  version: number;
}

// Of each woman her name, how it is also spelt, and whose the second file was before it was corrected.
const women = [
  ['خديجة', 'بوزيد', 'خدوجة', 'Mbarka', 'Semlali'],
  ['عائشة', 'الركيبي', 'عيشة', 'Touria', 'Chafik'],
  ['مليكة', 'أوبلا', 'ماليكة', 'Hafida', 'Mansouri'],
  ['زينب', 'العروسي', 'زينيب', 'Ilham', 'Kettani'],
  ['رقية', 'بنعلي', 'رقيا', 'Wafae', 'Lahlou'],
  ['السعدية', 'الفيلالي', 'سعدية', 'Nezha', 'Drissi'],
  ['فتيحة', 'المراكشي', 'فتيحا', 'Samira', 'Bakkali'],
] as const;
let made = 0;

/** Two files of one woman: the second was another's until it was corrected, so that nobody was asked about it. */
async function twoFiles(page: Page): Promise<[File, File]> {
  const [given, family, otherwise, given_name_latin, family_name_latin] = women[made++]!;
  const [{ items: programmes }, { items: places }] = await Promise.all([
    ask<{ items: { editions: { id: string }[] }[] }>(page, 'GET', '/programmes'),
    ask<{ items: { code: string; level: string }[] }>(page, 'GET', '/places?q=Sidi%20Ifni&limit=10'),
  ]);
  const common = { sex: 'female', participation: 'individual', consent_method: 'verbal_witnessed', commune_code: places.find(({ level }) => level === 'commune')!.code };
  const entered = { ...common, edition_id: programmes[0]!.editions[0]!.id, consent_given: true };
  const she = { given_name_ar: given, family_name_ar: family, birth_date: `${1960 + 5 * made}-0${made}-1${made}`, phone: `061${made}20${made}45${made}` };
  const first = await ask<File>(page, 'POST', '/persons', { ...entered, ...she, locality: 'تيغمرت' });
  const other = { given_name_latin, family_name_latin, birth_date: `${1993 - 4 * made}-1${made % 3}-2${made}`, phone: `077${made}${made}3${made}811` };
  const second = await ask<File>(page, 'POST', '/persons', { ...entered, ...other });
  const corrected = { ...she, given_name_ar: otherwise, skills: 'خياطة' };
  return [first, await ask<File>(page, 'PUT', `/persons/${second.id}`, { ...common, ...corrected }, second.version)];
}

/** A third file that says the same as the first. */
async function another(page: Page, first: File): Promise<File> {
  const { items } = await ask<{ items: { editions: { id: string }[] }[] }>(page, 'GET', '/programmes');
  const whole = await ask<Record<string, unknown>>(page, 'GET', `/persons/${first.id}`);
  const common = { sex: 'female', participation: 'individual', consent_method: 'verbal_witnessed', commune_code: whole.commune_code };
  const other = { given_name_latin: 'Saloua', family_name_latin: 'Tazi', birth_date: `198${made}-04-1${made}`, phone: `066${made}${made}7${made}921` };
  const third = await ask<File>(page, 'POST', '/persons', { ...common, ...other, edition_id: items[0]!.editions[0]!.id, consent_given: true });
  const corrected = Object.fromEntries(['given_name_ar', 'family_name_ar', 'birth_date', 'phone'].map((name) => [name, whole[name]]));
  return ask<File>(page, 'PUT', `/persons/${third.id}`, { ...common, ...corrected, skills: 'طرز' }, third.version);
}

/** Searches the register from the page, and waits until the pair of these files stands in the queue. */
async function search(page: Page, server: Server, [file]: [File, File], button: string) {
  await page.goto(`${server.url}/duplicates`);
  await settled(page);
  await page.getByRole('button', { name: button }).click();
  const row = page.getByRole('row').filter({ hasText: file.reference });
  await expect(row).toBeVisible();
  await settled(page);
  return row;
}
const onPair = /\/duplicates\/[0-9a-f-]{36}$/;

test('two files are merged by keyboard, field by field, and the merge is undone', async ({ page, office, language, t }) => {
  await signInAsAdministrator(page, office, null);
  await twoFiles(page);
  const files = await twoFiles(page);
  const row = await search(page, office, files, t('duplicates.run.button'));
  await expectAccessible(page);
  await row.getByRole('link').click();
  await expect(page).toHaveURL(onPair);
  const pair = page.url();
  await expect(page.getByRole('heading', { name: t('duplicates.pair.reasons') })).toBeVisible();
  await expect(page.locator('#content')).toContainText(t('registry.match.phone.equal'));
  await expectAccessible(page);

  // What only one file says is taken from it, unless the reviewer says otherwise.
  const chosen = (name: string, side: string) => page.locator(`[name=choice-${name}][value=${side}]`);
  await expect(chosen('locality', 'a')).toBeChecked();
  await expect(chosen('skills', 'b')).toBeChecked();
  await page.keyboard.press('ArrowDown'); // which file is kept
  await expect(page.locator('[name=kept]:checked')).toBeFocused();
  await page.keyboard.press('j');
  const [left, right] = language === 'ar' ? (['b', 'a'] as const) : (['a', 'b'] as const);
  await page.keyboard.press('ArrowLeft');
  await expect(chosen('given_name_ar', left)).toBeFocused();
  await expect(chosen('given_name_ar', left)).toBeChecked();
  await page.keyboard.press('ArrowRight');
  await expect(chosen('given_name_ar', right)).toBeChecked();
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: t('duplicates.keys') })).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press('Escape');

  await page.keyboard.press('m');
  await expect(page.getByText(t('duplicates.merged'))).toBeVisible();
  await expect(page).not.toHaveURL(pair); // the next one opens by itself
  await expect(page).toHaveURL(onPair);
  await settled(page);
  await page.keyboard.press('u');
  await expect(page.getByText(t('duplicates.undone'))).toBeVisible();
  await expect(page).toHaveURL(pair);
  await expect(page.getByRole('button', { name: t('duplicates.merge'), exact: true })).toBeVisible();
});

test('a merged file leads to the one that holds it, where the merge is undone with its reason', async ({ page, office, t }) => {
  await signInAsAdministrator(page, office, null);
  const files = await twoFiles(page);
  const row = await search(page, office, files, t('duplicates.run.button'));
  await row.getByRole('link').click();
  await page.getByRole('button', { name: t('duplicates.merge'), exact: true }).click();
  await expect(page.getByText(t('duplicates.merged'))).toBeVisible();

  await page.goto(`${office.url}/persons/${files[1].id}/edit`);
  await expect(page.getByText(t('registrants.merges.merged_title'))).toBeVisible();
  await page.goto(`${office.url}/persons/${files[1].id}`);
  await expect(page.getByText(t('registrants.merges.merged_title'))).toBeVisible();
  await settled(page);
  for (const text of ['ui.edit', 'registrants.withdraw.button', 'registrants.papers.add']) {
    await expect(page.locator('#content').getByText(t(text), { exact: true })).toHaveCount(0);
  }
  await expectAccessible(page);
  await page.getByRole('link', { name: t('registrants.merges.merged_open') }).click();
  await expect(page.locator('#content .reference')).toHaveText(files[0].reference);
  await expect(page.locator('#content')).toContainText('خياطة');
  await page.getByRole('button', { name: t('registrants.merges.undo') }).click();
  const dialog = page.getByRole('dialog', { name: t('registrants.merges.undo_title') });
  await dialog.getByRole('button', { name: t('registrants.merges.undo') }).click();
  await expect(dialog.getByText(t('registrants.missing.reason'))).toBeVisible();
  await dialog.locator('[name=reason]').fill('أختان');
  await expectAccessible(page);
  await dialog.getByRole('button', { name: t('registrants.merges.undo') }).click();
  await expect(page.locator('#content')).not.toContainText('خياطة');
  await expect(page.getByText(t('registrants.merges.undone')).first()).toBeVisible();
  await page.goto(`${office.url}/persons/${files[1].id}`);
  await expect(page.locator('#content .badge').first()).toHaveText(t('registry.registrant_state.active'));
});

test('two persons are told apart with the reason, and can be put back into the queue', async ({ page, office, t }) => {
  await signInAsAdministrator(page, office, null);
  const files = await twoFiles(page);
  const row = await search(page, office, files, t('duplicates.run.button'));
  await row.getByRole('link').click();
  await settled(page);
  await page.keyboard.press('d');
  await expect(page.locator('[name=other_woman]').first()).toBeFocused();
  await expectAccessible(page);
  await page.getByLabel(t('registrants.other_woman.sisters')).check();
  await page.getByRole('button', { name: t('duplicates.different_save') }).click();
  await expect(page.getByText(t('duplicates.told_apart'))).toBeVisible();

  await page.goto(`${office.url}/duplicates`);
  await page.locator('[name=state]').selectOption('different');
  await expect(row).toContainText(t('registrants.other_woman.sisters'));
  await expectAccessible(page);
  await row.getByRole('link').click();
  await expect(page.getByText(t('duplicates.was.different'))).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: t('duplicates.reopen') }).click();
  await expect(page.getByRole('button', { name: t('duplicates.merge'), exact: true })).toBeVisible();
});

test('who comes second is shown the pair as it stands now', async ({ page, office, t }) => {
  await signInAsAdministrator(page, office, null);
  const files = await twoFiles(page);
  const row = await search(page, office, files, t('duplicates.run.button'));
  await row.getByRole('link').click();
  const merge = page.getByRole('button', { name: t('duplicates.merge'), exact: true });
  await expect(merge).toBeVisible();
  await ask(page, 'POST', `/duplicates/${page.url().split('/').at(-1)}/different`, { reason: 'x' });
  await merge.click();
  await expect(page.getByText(t('duplicates.faster.title'))).toBeVisible();
  await expect(page.getByText(t('duplicates.was.different'))).toBeVisible();
  await expect(merge).toHaveCount(0);
});

test('the first page says how many pairs wait, and leads to them', async ({ page, demo, t }) => {
  await signIn(page, demo, 'coordinator', demoPassword(demo, 'coordinator'));
  const card = page.locator('section.card').filter({ hasText: t('duplicates.home.text') });
  await expect(card).toBeVisible();
  await expectAccessible(page);
  await card.getByRole('link', { name: t('duplicates.home.button') }).click();
  await expect(page).toHaveURL(`${demo.url}/duplicates`);
  await expect(page.locator('[data-count=open]')).toHaveText('6');
});

test('who may not merge files is not led to them', async ({ page, demo, t }) => {
  await signIn(page, demo, 'agent', demoPassword(demo, 'agent'));
  await expect(page.getByText(t('duplicates.nav'))).toHaveCount(0);
});

test('what decisions have measured is merged at once, after being asked', async ({ page, office, t }) => {
  await signInAsAdministrator(page, office, null);
  const read = page.waitForResponse('**/duplicates/summary');
  await page.goto(`${office.url}/duplicates`);
  const summary = await (await read).json();
  await expect(page.getByText(t('duplicates.bulk.title'))).toBeVisible();
  await expect(page.getByRole('button', { name: t('duplicates.bulk.button') })).toHaveCount(0); // nothing is measured yet

  // Hundreds of decisions stand behind a threshold: here the server only says that they were made.
  const bulk = { threshold: 0.96, decided: 240, same: 239, needed: 189 };
  await page.route('**/duplicates/summary', (route) => route.fulfill({ json: { ...summary, bulk } }));
  await page.route('**/duplicates?min_probability=*', (route) => route.fulfill({ json: { items: [{}, {}, {}], next: null } }));
  const order = page.waitForRequest('**/duplicates/confirm');
  await page.route('**/duplicates/confirm', (route) => route.fulfill({ json: { merged: 2, skipped: 1 } }));
  await page.reload();
  await page.getByRole('button', { name: t('duplicates.bulk.button') }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText(t('duplicates.bulk.ask_text.few', { count: '3' }));
  await expectAccessible(page);
  await dialog.getByRole('button', { name: t('duplicates.bulk.button') }).click();
  expect((await order).postDataJSON()).toEqual({ min_probability: 0.96 });
  await expect(page.getByText(t('duplicates.bulk.skipped.one', { count: '1' }))).toBeVisible();
});

test('three files of one woman are decided together by keyboard, and the decision is taken back', async ({ page, office, t }) => {
  await signInAsAdministrator(page, office, null);
  const files = await twoFiles(page);
  const third = await another(page, files[0]);
  await page.goto(`${office.url}/duplicates`);
  await settled(page);
  await page.getByRole('button', { name: t('duplicates.run.button') }).click();
  const group = page.getByRole('listitem').filter({ hasText: third.reference });
  await expect(group.locator('.badge')).toContainText('3');
  for (const { reference } of files) await expect(group).toContainText(reference);
  await expectAccessible(page);
  await group.getByRole('link').click();
  await expect(page).toHaveURL(/\/duplicates\/groups\/[0-9a-f-]{36}$/);
  await settled(page);
  await expect(page.getByRole('checkbox')).toHaveCount(3);
  await expectAccessible(page);
  await expect(page.getByRole('button', { name: t('duplicates.group.merge') })).toBeDisabled();
  await page.keyboard.press('1'); // the kept one stays ticked
  await page.keyboard.press('2');
  await expect(page.locator('[name=same-2]')).toBeChecked();
  await page.keyboard.press('d');
  await page.getByLabel(t('registrants.other_woman.sisters')).check();
  await expectAccessible(page);
  await page.getByRole('button', { name: t('duplicates.group.apart') }).click();
  await expect(page.getByText(t('duplicates.group.done'))).toBeVisible();
  await expect(page).toHaveURL(/\/duplicates$/);
  await expect(page.getByRole('row').filter({ hasText: third.reference })).toHaveCount(0);
  await page.getByRole('button', { name: t('ui.undo') }).click();
  await expect(page.getByText(t('duplicates.group.undone'))).toBeVisible();
  await expect(page.getByRole('checkbox')).toHaveCount(3);
});
