import { freshId, freshWoman, registerByKeyboard } from './persons.ts';
import { ask, demoPassword, expect, expectAccessible, settled, signIn, signInAsAdministrator, test } from './support.ts';
import type { Page } from '@playwright/test';

// Whole ways through several pages, each looked over for everybody's use.
test.slow();

test('a woman is registered by keyboard alone, and found by her reference', async ({ page, office, t }) => {
  await signInAsAdministrator(page, office, '/persons/new');
  await expectAccessible(page);
  const reference = await registerByKeyboard(page, office, freshId());
  expect(reference).toMatch(/^[A-Z]{3}-\d{2}-\d{6}-\d$/);
  await expectAccessible(page);
  await page.getByRole('button', { name: t('registrants.registered.next') }).click();
  await page.locator('[name=q]').fill(reference);
  await page.keyboard.press('Enter');
  await page.getByRole('link', { name: t('registrants.open_file') }).click();
  await expect(page.locator('#content')).toContainText(reference);
  await expect(page.locator('#content')).toContainText('تيغمرت');
  await expectAccessible(page);
});

test('the next woman of a launch day takes two taps to begin and less than ninety seconds to register', async ({ page, office, t }) => {
  await signInAsAdministrator(page, office, null);
  await registerByKeyboard(page, office, freshId());
  await page.evaluate(() => {
    const counts = { keys: 0, taps: 0, fields: 0 };
    Object.assign(window, { counts });
    addEventListener('keydown', () => ++counts.keys, true);
    addEventListener('pointerdown', () => ++counts.taps, true);
    addEventListener('focusin', () => ++counts.fields, true);
  });
  const counts = () => page.evaluate(() => (window as unknown as { counts: Record<'keys' | 'taps' | 'fields', number> }).counts);
  await page.getByRole('button', { name: t('registrants.registered.next') }).click();
  await expect(page.locator('[name=q]')).toBeFocused();
  const nationalId = freshId();
  await page.keyboard.type(nationalId);
  await page.keyboard.press('Enter');
  await page.getByRole('status').locator('strong').first().waitFor();
  await page.keyboard.press('Enter');
  await expect(page.locator('[name=national_id]')).toHaveValue(nationalId);
  expect((await counts()).taps).toBeLessThanOrEqual(2);
  for (const [name, text] of [['given_name_ar', 'زينب'], ['family_name_ar', 'أوبلال']] as const) {
    await page.locator(`[name=${name}]`).click();
    await page.keyboard.type(text);
  }
  const woman = freshWoman();
  for (const [index, part] of woman.birth.entries()) {
    await page.locator('#field-birth_date input[inputmode=numeric]').nth(index).click();
    await page.keyboard.type(part);
  }
  await page.keyboard.press('Enter');
  await expect(page.getByText(t('registrants.as_before'))).toBeVisible();
  await expect(page.locator('[name=locality]')).toHaveValue('تيغمرت');
  await page.locator('[name=phone]').click();
  await page.keyboard.type(woman.phone);
  await page.keyboard.press('Enter');
  await expect(page.locator('[name=consent_method]').first()).not.toBeChecked();
  await page.locator('label').filter({ has: page.locator('[name=consent_method]') }).first().click();
  await page.locator('form.card [type=submit]').click();
  await expect(page.locator('.reference bdi')).toBeVisible();
  // The keystroke-level model of Card, Moran and Newell: 0.5 s a key for who types little, 1.5 s a tap, 1.35 s to think of each field.
  const { keys, taps, fields } = await counts();
  expect(keys).toBeGreaterThan(20);
  expect(keys * 0.5 + taps * 1.5 + fields * 1.35).toBeLessThan(90);
});

test('each step says what is missing, and nothing typed is lost', async ({ page, office, t }) => {
  await signInAsAdministrator(page, office, '/persons/new');
  await page.getByRole('button', { name: t('registrants.search.skip') }).click();
  await page.locator('[name=given_name_latin]').fill('Fatima');
  await page.locator('form.card [type=submit]').click();
  await page.getByRole('link', { name: t('registrants.missing.family_name_latin') }).click();
  await expect(page.locator('[name=family_name_latin]')).toBeFocused();
  await expectAccessible(page);
  const onDevice = () => page.evaluate(() => JSON.stringify(localStorage));
  await expect.poll(onDevice).toMatch(/jisr\.draft\.[\w.-]+\.person"/);
  expect(await onDevice()).not.toContain('Fatima'); // whoever takes the device reads nothing
  await page.reload();
  await expect(page.locator('[name=given_name_latin]')).toHaveValue('Fatima');
  await page.getByRole('button', { name: t('ui.draft.discard') }).click();
  await expect(page.locator('[name=q]')).toBeVisible();
});

test('the women typed in two windows are two drafts, and one that was left behind can be taken up', async ({ page, context, office, t }) => {
  test.slow();
  await signInAsAdministrator(page, office);
  const begin = async (at: Page, name: string) => {
    await at.goto(`${office.url}/persons/new`);
    await at.getByRole('button', { name: t('registrants.search.skip') }).click();
    await at.locator('[name=given_name_latin]').fill(name);
  };
  const named = (at: Page, name: string) => expect(at.locator('[name=given_name_latin]')).toHaveValue(name);
  const kept = (count: number) => expect.poll(() => page.evaluate(() => Object.keys(localStorage).filter((key) => key.endsWith('.person')).length)).toBe(count);
  await begin(page, 'Tabone');
  await kept(1);
  const second = await context.newPage();
  await begin(second, 'Tabtwo');
  await kept(2);
  await page.reload();
  await named(page, 'Tabone');
  await second.close();
  await page.reload();
  await named(page, 'Tabone');
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Tabtwo' }).click();
  await named(page, 'Tabtwo');
  await page.getByRole('button', { name: 'Tabone' }).click();
  await named(page, 'Tabone');
  await page.getByRole('button', { name: t('ui.draft.discard') }).click();
  await kept(1);
  await page.goto(office.url);
  await page.goto(`${office.url}/persons/new`);
  await named(page, 'Tabtwo');
});

test('one woman is one file: the same national id leads to the file that exists', async ({ page, office, t }) => {
  await signInAsAdministrator(page, office, null);
  const id = freshId();
  const reference = await registerByKeyboard(page, office, id, 'خديجة');
  await page.goto(`${office.url}/persons/new`);
  await page.getByRole('button', { name: t('registrants.search.skip') }).click();
  await page.locator('[name=given_name_ar]').fill('خدوج');
  await page.locator('[name=family_name_ar]').fill('الطالب');
  await page.locator('[name=national_id]').fill(id.toLowerCase());
  await page.locator('#field-birth_date input[type=checkbox]').check();
  await page.locator('#field-birth_date input[inputmode=numeric]').fill('1990');
  await page.keyboard.press('Enter');
  await page.locator('[name=commune_code]').fill('Sidi Ifni');
  await page.getByRole('option').first().click();
  await page.locator('form.card [type=submit]').click();
  await page.locator('[name=consent_method]').first().check();
  await page.locator('form.card [type=submit]').click();
  const box = page.getByRole('region', { name: t('registrants.duplicate.title') });
  await expect(box).toBeFocused();
  await expect(box).toContainText(reference);
  await expect(box).toContainText(t('registry.match.national_id.equal'));
  // She is in this programme: there is nothing to register her into.
  await expect(box).toContainText(t('registrants.duplicate.in_programme'));
  await expect(box.getByRole('button', { name: t('registrants.duplicate.register_here') })).toHaveCount(0);
  await expect(box.getByRole('button', { name: t('registrants.duplicate.another') })).toHaveCount(0);
  await expectAccessible(page);
  await box.getByRole('button', { name: t('registrants.duplicate.check_number') }).click();
  await expect(page.locator('[name=national_id]')).toBeFocused();
  await box.getByRole('link', { name: t('registrants.duplicate.open') }).click();
  await expect(page.locator('#content h1')).toContainText('خديجة');
});

/** Types a registration in Latin letters and presses "save". */
async function registerInLatin(page: Page, names: [string, string], { birth, phone }: ReturnType<typeof freshWoman>) {
  await page.locator('form.card button').last().click(); // without a search
  await page.locator('[name=given_name_latin]').fill(names[0]);
  await page.locator('[name=family_name_latin]').fill(names[1]);
  for (const [index, part] of birth.entries()) await page.locator('#field-birth_date input[inputmode=numeric]').nth(index).fill(part);
  await page.locator('form.card [type=submit]').click();
  await page.locator('[name=commune_code]').fill('Sidi Ifni');
  await page.getByRole('option').first().click();
  await page.locator('[name=phone]').fill(phone);
  await page.locator('form.card [type=submit]').click();
  await page.locator('[name=consent_method]').first().check();
  await page.locator('form.card [type=submit]').click();
}

test('she who is met in another script is registered into a further programme, with the file that she has', async ({ page, demo, t }) => {
  await signIn(page, demo, 'admin', demoPassword(demo, 'admin'), null);
  const woman = freshWoman();
  const reference = await registerByKeyboard(page, demo, freshId(), 'نعيمة', woman);
  await page.goto(`${demo.url}/persons/new`);
  const editions = page.locator('[name=edition_id] option:not(:checked)');
  await page.locator('[name=edition_id]').selectOption(await editions.first().getAttribute('value'));
  await registerInLatin(page, ['Naima', 'Ait Taleb'], woman);
  const box = page.getByRole('region', { name: t('registrants.duplicate.likely_title.one') });
  await expect(box).toBeFocused();
  await expect(box).toContainText(reference);
  for (const key of ['given_name.same_sounds', 'birth_date.equal', 'phone.equal']) await expect(box).toContainText(t(`registry.match.${key}`));
  await expect(box).toContainText(t('registry.likely.certain'));
  await expectAccessible(page);
  await box.getByRole('button', { name: t('registrants.duplicate.register_here') }).click();
  await expect(page.locator('#content .reference')).toHaveText(reference);
  // What the browser keeps of it names nobody.
  await expect(page).toHaveTitle(`${t('registrants.file')} · ${t('web.app.name')}`);
  await expect(page.getByText(t('registry.registered_at'))).toHaveCount(2);
});

test('another woman who is like her is registered, once the agent says how she knows', async ({ page, office, t }) => {
  await signInAsAdministrator(page, office, null);
  const woman = freshWoman();
  const reference = await registerByKeyboard(page, office, freshId(), 'سعاد', woman);
  await page.goto(`${office.url}/persons/new`);
  await registerInLatin(page, ['Souad', 'Ait Taleb'], woman);
  const another = page.getByRole('button', { name: t('registrants.duplicate.another'), exact: true });
  await another.focus();
  await page.keyboard.press('Enter');
  await expect(another).toHaveAttribute('aria-pressed', 'true');
  await expect(page.locator('[name=other_woman]').first()).toBeFocused();
  const save = page.getByRole('button', { name: t('registrants.duplicate.other_save') });
  await save.click();
  await expect(page.getByText(t('registrants.missing.other_woman'))).toBeVisible();
  await expectAccessible(page);
  await page.getByLabel(t('registrants.other_woman.card_seen')).check();
  await page.locator('[name=details]').fill('JA 77');
  // The form's own button asks again, and takes nothing back of what was said.
  await page.getByRole('button', { name: t('registrants.register.save'), exact: true }).click();
  await expect(page.getByRole('region', { name: t('registrants.duplicate.likely_title.one') })).toBeFocused();
  await expect(page.locator('[name=details]')).toHaveValue('JA 77');
  await save.click();
  await expect(page.locator('.reference bdi')).toBeVisible();
  await expect(page.locator('.reference bdi')).not.toHaveText(reference);
});

test('the list is narrowed, ordered, and opened', async ({ page, demo, t }) => {
  await signIn(page, demo, 'admin', demoPassword(demo, 'admin'), '/persons');
  await expect(page.getByRole('row').nth(1)).toBeVisible();
  await expectAccessible(page);
  const filters = page.locator('[name=participation]');
  if (!(await filters.isVisible())) await page.getByRole('button', { name: t('registrants.filters.show') }).click();
  await filters.selectOption('self_employed');
  await page.locator('[name=region]').selectOption('10');
  await page.locator('[name=sort]').selectOption('reference');
  await settled(page);
  for (const row of await page.locator('tbody tr').all()) await expect(row).toContainText('GON-');
  await expectAccessible(page);
  const reference = (await page.locator('tbody tr').first().textContent())!.match(/GON-\d{2}-\d{6}-\d/)![0];
  await page.locator('tbody tr').first().getByRole('link').click();
  await expect(page.locator('#content .reference')).toHaveText(reference);
  await expectAccessible(page);
  await page.goBack();
  await expect(page.locator('[name=sort]')).toHaveValue('reference');
});

test('the box of every page proposes files while one types, and opens one by keyboard', async ({ page, demo, t }) => {
  await signIn(page, demo, 'admin', demoPassword(demo, 'admin'), '/persons');
  const name = (await page.locator('#content table tbody tr').first().locator('bdi').first().textContent())!.trim();
  await page.goto(`${demo.url}/account`);
  const box = page.getByRole('combobox', { name: t('web.shell.search') });
  await box.fill(name);
  const proposals = page.getByRole('listbox', { name: t('web.shell.search') }).getByRole('option');
  await expect(proposals.first()).toContainText(name);
  await expectAccessible(page);
  await box.press('ArrowDown');
  await expect(proposals.first()).toHaveAttribute('aria-selected', 'true');
  await box.press('Enter');
  await expect(page).toHaveURL(/\/persons\/[0-9a-f-]{36}$/);
  await expect(page.locator('#content h1')).toContainText(name);
  await box.fill('#####');
  await expect(page.getByRole('search')).toContainText(t('ui.combobox.nothing'));
  await box.press('Escape');
  await expect(page.getByText(t('ui.combobox.nothing'))).toBeHidden();
});

test('the box of every page finds a cooperative by its name and by its reference', async ({ page, demo, t }) => {
  await signIn(page, demo, 'coordinator', demoPassword(demo, 'coordinator'), '/organisations');
  const row = page.locator('#content table tbody tr').first();
  const name = (await row.locator('bdi').first().textContent())!.trim();
  const reference = /[A-Z]{3}-\d{2}-\d{6}-\d/.exec((await row.textContent())!)![0];
  const box = page.getByRole('combobox', { name: t('web.shell.search') });
  const proposals = page.getByRole('listbox', { name: t('web.shell.search') }).getByRole('option');
  await box.fill(name);
  await expect(proposals.filter({ hasText: name }).first()).toContainText(reference);
  await expectAccessible(page);
  await box.fill(reference);
  await expect(proposals).toHaveCount(1);
  await box.press('Enter');
  await expect(page).toHaveURL(/\/organisations\/[0-9a-f-]{36}$/);
  await expect(page.locator('#content h1')).toContainText(name);
});

test('a woman is received at a centre, which another follows, and keeps hers when it closes', async ({ page, office, language, t }) => {
  await signInAsAdministrator(page, office, null);
  const draft = (name: string) => ({ name_ar: `مركز ${name}`, name_fr: `Centre ${name}`, kind: 'social_centre', commune_code: '10.261.01.03' });
  const add = (name: string) => ask<{ id: string }>(page, 'POST', '/centres', draft(name));
  const named = (name: string) => draft(name)[language === 'ar' ? 'name_ar' : 'name_fr'];
  const run = `${process.pid}-${Date.now() % 100_000}`;
  const [first, second] = [`A ${run}`, `B ${run}`];
  await add(first);
  const closing = await add(second);
  await registerByKeyboard(page, office, freshId(), 'السعدية');
  await page.getByRole('link', { name: t('registrants.open_file') }).click();
  const file = page.url();
  await page.goto(`${file}/edit/where`);
  const centre = page.locator('[name=centre_id]');
  await centre.selectOption({ label: named(first) });
  await expectAccessible(page);
  await page.locator('form.card [type=submit]').first().click();
  await expect(page).toHaveURL(file);
  await expect(page.locator('dl')).toContainText([named(first)]);

  await page.goto(`${file}/edit`);
  await expect(centre.locator('option:checked')).toHaveText(named(first));
  await centre.selectOption({ label: named(second) });
  await page.locator('form.card [type=submit]').first().click();
  await expect(page.locator('dl')).toContainText([named(second)]);
  await page.locator('summary', { hasText: t('registrants.history.show') }).click();
  await expect(page.locator('#content ol del')).toContainText([named(first)]);
  await expectAccessible(page);

  await ask(page, 'POST', `/centres/${closing.id}/close`, { reason: 'أُدمج في غيره' });
  await page.goto(`${file}/edit/where`);
  await expect(centre.locator('option:checked')).toHaveText(named(second));
  await page.locator('[name=locality]').fill('تيغمرت');
  await page.locator('form.card [type=submit]').first().click();
  await expect(page.locator('dl')).toContainText([named(second)]);
});

test('two people edit one file: the second picks field by field, and nothing is lost', async ({ page, office, context, language, t }) => {
  await signInAsAdministrator(page, office, null);
  await registerByKeyboard(page, office, freshId(), 'عائشة');
  await page.getByRole('link', { name: t('registrants.open_file') }).click();
  const file = page.url();
  await page.goto(`${file}/edit`);
  await page.locator('[name=locality]').fill('أكادير نتزكي');
  await expectAccessible(page);
  await expect.poll(() => page.evaluate(() => JSON.stringify(localStorage))).toMatch(/jisr\.draft\.[\w.-]+\.person /);

  const other = await context.newPage();
  await other.addInitScript((code) => localStorage.setItem('jisr.language', code), language);
  await other.goto(`${file}/edit/where`);
  await other.locator('[name=phone]').fill('0711223344');
  await other.locator('form.card [type=submit]').first().click();
  await expect(other).toHaveURL(file);
  await other.close();

  // Her draft comes back over the newer file, and still knows which version it began from.
  await page.reload();
  await expect(page.locator('[name=locality]')).toHaveValue('أكادير نتزكي');
  await page.locator('form.card [type=submit]').click();
  await expect(page.getByText(t('registrants.conflict.title'))).toBeVisible();
  await expectAccessible(page);
  await expect(page.locator('[name=choice-locality][value=mine]')).toBeChecked();
  await expect(page.locator('[name=choice-phone][value=theirs]')).toBeChecked();
  await page.getByRole('button', { name: t('ui.conflict.save') }).click();
  await expect(page).toHaveURL(file);
  await expect(page.locator('#content')).toContainText('أكادير نتزكي');
  await expect(page.locator('#content')).toContainText('07 11 22 33 44');
  await page.locator('summary', { hasText: t('registrants.history.show') }).click();
  await expect(page.locator('#content ol')).toContainText(t('registrants.history.update'));
});

test('the day of her consent that somebody put right meanwhile is not put back by an older edit', async ({ page, office, t }) => {
  await signInAsAdministrator(page, office, null);
  await registerByKeyboard(page, office, freshId(), 'رقوش');
  await page.getByRole('link', { name: t('registrants.open_file') }).click();
  await expect(page.locator('#content h1')).toContainText('رقوش');
  const file = page.url();
  const path = new URL(file).pathname;
  await page.goto(`${file}/edit/where`);
  await page.locator('[name=locality]').fill('أكادير نتزكي');
  const read = await ask<Record<string, unknown> & { version: number }>(page, 'GET', path);
  const fields = ['given_name_ar', 'family_name_ar', 'birth_date', 'national_id', 'sex', 'commune_code', 'locality', 'phone', 'language', 'participation', 'consent_method'];
  const kept = Object.fromEntries(fields.map((name) => [name, read[name]]));
  await ask(page, 'PUT', path, { ...kept, consent_on: '2020-01-02' }, read.version);
  await page.locator('form.card [type=submit]').first().click();
  await expect(page.getByText(t('registrants.conflict.title'))).toBeVisible();
  await page.getByRole('button', { name: t('ui.conflict.save') }).click();
  await expect(page).toHaveURL(file);
  expect(await ask(page, 'GET', path)).toMatchObject({ locality: 'أكادير نتزكي', consent_on: '2020-01-02' });
});

test('a file is withdrawn with its reason, and taken back by undo', async ({ page, office, t }) => {
  await signInAsAdministrator(page, office, null);
  await registerByKeyboard(page, office, freshId(), 'مليكة');
  await page.getByRole('link', { name: t('registrants.open_file') }).click();
  await page.getByRole('button', { name: t('registrants.withdraw.button') }).click();
  const dialog = page.getByRole('dialog', { name: t('registrants.withdraw.title') });
  await dialog.getByRole('button', { name: t('registrants.withdraw.button') }).click();
  await expect(dialog.getByText(t('registrants.missing.reason'))).toBeVisible();
  await dialog.locator('[name=reason]').fill('انتقلت إلى مدينة أخرى');
  await expectAccessible(page);
  await dialog.getByRole('button', { name: t('registrants.withdraw.button') }).click();
  await expect(page.getByText(t('registry.registrant_state.withdrawn')).first()).toBeVisible();
  await page.getByRole('button', { name: t('ui.undo') }).click();
  await expect(page.getByRole('button', { name: t('registrants.withdraw.button') })).toBeVisible();
});

test('a paper is added, shown and removed; what is no paper is refused in words', async ({ page, office, t }) => {
  await signInAsAdministrator(page, office, null);
  await registerByKeyboard(page, office, freshId(), 'زهرة');
  await page.getByRole('link', { name: t('registrants.open_file') }).click();
  await page.getByRole('button', { name: t('registrants.papers.add') }).click();
  const send = page.getByRole('button', { name: t('registrants.papers.send'), exact: true });
  await page.locator('[name=file]').setInputFiles({ name: 'script.pdf', mimeType: 'application/pdf', buffer: Buffer.from('<html>') });
  await send.click();
  await expect(page.getByText(t('problem.file_type_not_accepted.title'))).toBeVisible();
  await page.locator('[name=file]').setInputFiles({ name: 'شهادة.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4\n%%EOF\n') });
  await send.click();
  await expect(page.getByRole('link', { name: 'شهادة.pdf' })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: t('ui.remove') }).click();
  await page.getByRole('dialog').getByRole('button', { name: t('ui.remove') }).click();
  await expect(page.getByText(t('registrants.papers.none'))).toBeVisible();
});

test('a trainer reads a file without its identity number and papers, and is told what is not shown', async ({ page, demo, t }) => {
  const filters = page.locator('[name=participation]');
  for (const [user, sees] of [['agent', true], ['trainer', false]] as const) {
    await signIn(page, demo, user, demoPassword(demo, user), '/persons');
    await page.locator('tbody tr').first().waitFor();
    if (!(await filters.isVisible())) await page.getByRole('button', { name: t('registrants.filters.show') }).click();
    await expect(page.locator('[name=disability]')).toBeVisible({ visible: sees });
    await page.locator('tbody tr').first().getByRole('link').click();
    await expect(page.getByText(t('registrants.kept.title'))).toBeVisible();
    await expect(page.getByText(t('registrants.hidden')).first()).toBeVisible({ visible: !sees });
    await expect(page.getByRole('heading', { name: t('registrants.papers.title') })).toBeVisible({ visible: sees });
    await expectAccessible(page);
    await page.context().clearCookies();
  }
});

test('a cooperative is registered with its members, one of them from her file', async ({ page, office, t }) => {
  await signInAsAdministrator(page, office, null);
  const id = freshId();
  await registerByKeyboard(page, office, id, 'يامنة');
  await page.goto(`${office.url}/organisations/new`);
  // All that is missing at once, each fault with the name of its field.
  await page.locator('form.card [type=submit]').click();
  await expect(page.locator('.summary li')).toHaveText([
    new RegExp(`^\\s*${t('registry.name_ar')}.*${t('error.one_name_required')}`, 'i'),
    new RegExp(`^\\s*${t('registry.commune')}.*${t('error.required')}`, 'i'),
    t('error.consent_missing'),
  ]);
  await expectAccessible(page);
  await page.locator('[name=name_ar]').fill('تعاونية أملو تيغمرت');
  await page.locator('[name=commune_code]').fill('Guelmim');
  await page.locator('[role=option]:visible').first().click(); // not an option of the lists of sectors and roles
  await page.getByText(t('organisations.fold.members')).click();
  await page.getByRole('button', { name: t('organisations.add_member') }).click();
  await page.locator('[name="members/0/full_name"]').fill(id);
  await page.locator('[role=option]:visible').first().click();
  await expect(page.getByText(t('organisations.has_file'))).toBeVisible();
  await expectAccessible(page);
  await page.locator('form.card [type=submit]').click();
  await page.getByRole('link', { name: t('error.consent_missing') }).click();
  await page.locator('[name=consent_given]').check();
  await page.locator('form.card [type=submit]').click();
  await page.getByRole('link', { name: t('registrants.open_file') }).click();
  await expect(page.locator('#content h1')).toContainText('تعاونية أملو تيغمرت');
  await expect(page.getByRole('link', { name: /يامنة/ })).toBeVisible();
  await expectAccessible(page);
  await page.goto(`${office.url}/organisations`);
  await expect(page.getByRole('link', { name: /تعاونية أملو تيغمرت/ }).first()).toBeVisible();
  await expectAccessible(page);
});

test('a name or address wider than a phone breaks there, and nothing scrolls sideways', async ({ page, demo }) => {
  test.slow();
  await page.setViewportSize({ width: 360, height: 740 });
  await signIn(page, demo, 'coordinator', demoPassword(demo, 'coordinator'));
  const { items } = await ask<{ items: { code: string; editions: { id: string }[] }[] }>(page, 'GET', '/programmes');
  const common = { edition_id: items.find(({ code }) => code === 'bridge')!.editions[0]!.id, commune_code: '10.261.01.03', consent_given: true };
  const long = { latin: 'Aitelmoujahidinebouzekri'.repeat(3), ar: 'أيتالمجاهدينبوزكري'.repeat(4) };
  const person = await ask<{ id: string }>(page, 'POST', '/persons', {
    ...common, given_name_latin: 'Itto', family_name_latin: long.latin, given_name_ar: 'إيطو', family_name_ar: long.ar, birth_year: 1981,
    email: 'association.developpement.feminin.guelmim@gmail.com', locality: 'x'.repeat(100), consent_method: 'signed_paper',
  });
  const organisation = await ask<{ id: string }>(page, 'POST', '/organisations', {
    ...common, kind: 'cooperative', name_latin: long.latin, name_ar: long.ar, activity: 'x'.repeat(90), email: 'association.developpement.feminin.guelmim@gmail.com',
  });
  for (const at of [`/persons/${person.id}`, '/persons', `/persons/${person.id}/edit`, `/organisations/${organisation.id}`, '/organisations', '/']) {
    await page.goto(demo.url + at);
    await settled(page);
    expect.soft(await page.evaluate(() => document.documentElement.scrollWidth), at).toBe(360);
  }
});
