import { ask, expect, expectAccessible, settled, signInAsAdministrator, test } from './support.ts';
import type { Page } from '@playwright/test';

// Whole ways through several pages, each looked over for everybody's use.
test.slow();

const region = '10';
// Of each woman her names, her birth date and her points; the last one is too young.
const women = [
  ['نجاة', 'أوحمان', 'Najat', 'Ouhmane', '1984-03-17', 18],
  ['فدوى', 'الرامي', 'Fadwa', 'Errami', '1991-11-02', 15],
  ['هنية', 'بودلال', 'Hniya', 'Boudlal', '1979-07-25', 11],
  ['كلثوم', 'السباعي', 'Keltoum', 'Sbai', '1988-01-30', 6],
  ['إكرام', 'التازي', 'Ikram', 'Tazi', '2011-05-09', 0],
] as const;

/** An edition of its own with two places in a province of the region; the device remembers it. */
async function edition(page: Page, places = 2): Promise<string> {
  const code = `s${Date.now() % 1_000_000}-${process.pid}`;
  const programme = await ask<{ id: string }>(page, 'POST', '/programmes', { code, name_ar: 'برنامج الجسر الثاني', name_fr: 'Programme second pont', state: 'open' });
  const { id } = await ask<{ id: string }>(page, 'POST', `/programmes/${programme.id}/editions`, {
    code: '2026', name_ar: 'دورة 2026', name_fr: 'Édition 2026', starts_on: '2026-01-01', ends_on: '2026-12-31', state: 'open',
  });
  const province_code = (await commune(page)).split('.').slice(0, 2).join('.');
  await ask(page, 'PUT', `/editions/${id}/targets`, { items: [{ region_code: region, province_code, year: 2026, measure: 'women', value: places }], reason: 'e2e' }, '*');
  await page.evaluate(([chosen, place]) => {
    localStorage.setItem('jisr.edition', chosen!);
    localStorage.setItem('jisr.selection.region', place!);
  }, [id, region]);
  return id;
}

async function commune(page: Page): Promise<string> {
  const { items } = await ask<{ items: { code: string; level: string }[] }>(page, 'GET', `/places?q=Sidi%20Ifni&region=${region}&limit=10`);
  return items.find(({ level }) => level === 'commune')!.code;
}

interface File {
  id: string;
  registrations: { id: string; edition_id: string }[];
}
// One woman is one file, in however many editions the tests of a server register her.
const files: string[] = [];

async function fileOf(page: Page, edition_id: string, index: number): Promise<File> {
  const [given_name_ar, family_name_ar, given_name_latin, family_name_latin, birth_date] = women[index]!;
  const known = files[index];
  if (known) {
    await ask(page, 'POST', `/persons/${known}/registrations`, { edition_id });
    return ask(page, 'GET', `/persons/${known}`);
  }
  const made = await ask<File>(page, 'POST', '/persons', {
    edition_id, given_name_ar, family_name_ar, given_name_latin, family_name_latin, birth_date, commune_code: await commune(page),
    sex: 'female', participation: 'individual', consent_method: 'verbal_witnessed', consent_given: true, commits_to_training: true,
  });
  files[index] = made.id;
  return made;
}

/** Registers the women of the list; their registrations, in its order. */
async function register(page: Page, edition_id: string, count: number = women.length): Promise<string[]> {
  const registrations: string[] = [];
  for (let index = 0; index < count; ++index) {
    const file = await fileOf(page, edition_id, index);
    registrations.push(file.registrations.find((one) => one.edition_id === edition_id)!.id);
  }
  return registrations;
}

const plan = {
  rules: [{ field: 'age', least: 20, most: 50 }],
  criteria: [{ code: 'projet', name_ar: 'المشروع', name_fr: 'Projet', weight: 1, most: 20, bands: [] }],
  reserves: [],
  scoring_open: true,
};

/** A confirmed selection of the first women, made by the server alone. */
async function selected(page: Page, places: number, count: number): Promise<{ registrations: string[]; run: string; edition: string }> {
  const id = await edition(page, places);
  const { version } = await ask<{ version: number }>(page, 'PUT', `/editions/${id}/selection-plan`, plan, 0);
  const registrations = await register(page, id, count);
  for (const [index, registration] of registrations.entries()) {
    await ask(page, 'POST', `/registrations/${registration}/points`, { points: [{ criterion: 'projet', points: women[index]![5] }] });
  }
  await ask(page, 'POST', `/editions/${id}/eligibility`, { region_code: region, apply: true });
  await ask(page, 'PUT', `/editions/${id}/selection-plan`, { ...plan, scoring_open: false }, version);
  const { id: run } = await ask<{ id: string }>(page, 'POST', `/editions/${id}/selections`, { region_code: region });
  await ask(page, 'POST', `/selections/${run}/draw`);
  await ask(page, 'POST', `/selections/${run}/confirm`);
  return { registrations, run, edition: id };
}

const nameOf = (language: string, index: number) => women[index]!.slice(language === 'ar' ? 0 : 2, language === 'ar' ? 2 : 4).join(' ');

test('women are selected: plan, eligibility, points, draw, confirming, and the next is promoted', async ({ page, office, language, t }) => {
  await signInAsAdministrator(page, office);
  const id = await edition(page);

  // How it selects, with a fault that the server finds beside its field.
  await page.goto(`${office.url}/selection`);
  await settled(page);
  await expect(page.getByText(t('selection.plan.none'))).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: t('selection.plan.make') }).click();
  await page.getByRole('button', { name: t('selection.edit.add_rule') }).click();
  await page.locator('[name="rules/0/least"]').fill('50');
  await page.locator('[name="rules/0/most"]').fill('20');
  await page.getByRole('button', { name: t('selection.edit.add_rule') }).click();
  await page.locator('[name="rules/1/field"]').selectOption('residence');
  await page.locator('[name="rules/1/any_of"]').fill('Sidi Ifni');
  await page.locator('[role=option]').first().click();
  await page.getByRole('button', { name: t('selection.edit.add_criterion') }).click();
  await page.locator('[name="criteria/0/name_ar"]').fill('المشروع');
  await page.locator('[name="criteria/0/name_fr"]').fill('Projet');
  await page.getByRole('button', { name: t('selection.edit.add_criterion') }).click();
  await page.locator('[name="criteria/1/name_ar"]').fill('المستوى الدراسي');
  await page.locator('[name="criteria/1/name_fr"]').fill('Scolarité');
  await page.locator('[name="criteria/1/by"][value=file]').check();
  await page.locator('[name="criteria/1/bands/0/when/any_of"][value=none]').check();
  await page.getByRole('button', { name: t('selection.edit.add_reserve') }).click();
  await page.locator('[name="reserves/0/group/field"]').selectOption('disability');
  await page.locator('[name="reserves/0/percent"]').fill('50');
  await expectAccessible(page);
  await page.locator('form [type=submit]').click();
  await page.getByRole('link', { name: t('error.below_least') }).click();
  await expect(page.locator('[name="rules/0/most"]')).toBeFocused();
  await expectAccessible(page);
  await page.locator('[name="rules/0/least"]').fill('20');
  await page.locator('[name="rules/0/most"]').fill('50');
  await page.locator('form [type=submit]').click();
  await expect(page.getByText(t('selection.rule.age.between', { least: '20', most: '50' }))).toBeVisible();
  await settled(page);
  await expectAccessible(page);

  // The rules are asked: first the numbers, then the moving.
  const registrations = await register(page, id);
  await page.getByRole('link', { name: t('selection.part.candidates'), exact: true }).click();
  await expect(page.getByRole('link', { name: nameOf(language, 4) })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: t('selection.check.button') }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.locator('.eligible')).toContainText('4');
  await expect(dialog.locator('.rejected')).toContainText('1');
  await expectAccessible(page);
  await dialog.getByRole('button', { name: t('selection.check.apply', { count: '5' }) }).click();
  await expect(page.locator('#content')).toContainText(t('registry.phase.rejected'));
  await expect(page.getByRole('row').filter({ hasText: nameOf(language, 4) })).toContainText(t('selection.rule_field.age'));

  // One scores on the page, the others are scored by the server.
  await page.getByRole('link', { name: nameOf(language, 0) }).click();
  await settled(page);
  await expectAccessible(page);
  for (let i = 0; i < 9; ++i) await page.getByRole('button', { name: new RegExp(`^${t('selection.score.more')}`) }).click();
  await page.locator('[name="points/0/note"]').fill('مشروع واضح');
  await page.getByRole('button', { name: t('selection.score.save') }).click();
  await expect(page.getByText(t('selection.points_of', { points: '18', most: '20' })).first()).toBeVisible();
  await expect(page.getByText(t('selection.score.file_silent'))).toBeVisible();
  await expectAccessible(page);
  for (const [index, registration] of registrations.slice(0, 4).entries()) {
    await ask(page, 'POST', `/registrations/${registration}/points`, { points: [{ criterion: 'projet', points: women[index]![5] }] });
  }
  await page.goto(`${office.url}/selection`);
  await page.getByRole('button', { name: t('selection.scoring.close') }).click();
  await expect(page.getByRole('heading', { name: t('selection.scoring.closed') })).toBeVisible();

  // Drawn up, looked at, confirmed.
  await page.getByRole('link', { name: t('selection.part.runs'), exact: true }).click();
  await page.getByRole('button', { name: t('selection.draw.open') }).click();
  await expect(page.locator('form h2')).toBeFocused();
  await page.getByText(t('selection.draw.what'), { exact: true }).click();
  await expectAccessible(page);
  await page.getByRole('button', { name: t('selection.draw.button') }).click();
  await expect(page.getByText(t('selection.draw.listed_title'))).toBeVisible();
  await settled(page);
  await expectAccessible(page);
  await page.getByRole('button', { name: t('selection.draw.lots') }).click();
  await expect(page.getByText(t('selection.run.draft_title'))).toBeVisible();
  await expect(page.locator('#content h1')).toBeFocused();
  await settled(page);
  await expect(page.getByText(t('selection.paper.how_exactly'))).toBeVisible();
  await expect(page.locator('code')).toContainText('blake2b');
  await expect(page.getByText(t('selection.warn.title'))).toBeVisible(); // nobody with a disability
  await expectAccessible(page);
  await expect(page.locator('.toast')).toHaveCount(0); // it stands where the button comes to stand
  await page.getByRole('button', { name: t('selection.verify.button') }).click();
  await expect(page.getByText(t('selection.verify.same'))).toBeVisible();
  await page.locator('section.card').getByRole('button', { name: t('selection.confirm.button') }).click();
  await expect(dialog.locator('[name=word]')).toBeFocused();
  await dialog.getByRole('button', { name: t('selection.confirm.button') }).click();
  await expect(dialog.locator('.error')).toBeVisible(); // nothing was typed
  await expectAccessible(page);
  await dialog.locator('[name=word]').fill(t('selection.confirm.word'));
  await dialog.getByRole('button', { name: t('selection.confirm.button') }).click();
  await expect(page.locator('#content header').first()).toContainText(t('selection.run_state.confirmed'));
  await expect(page.locator('#content h1')).toBeFocused();
  await settled(page);
  const run = page.url();
  await expect(page.getByRole('row').filter({ hasText: nameOf(language, 0) })).toContainText(t('registry.phase.selected'));
  await page.getByRole('button', { name: t('selection.paper.waiting') }).click();
  await expect(page.getByRole('row').filter({ hasText: nameOf(language, 2) })).toContainText(t('registry.phase.waiting'));
  await expectAccessible(page);

  // One withdraws, and the next has her place.
  await page.goto(`${office.url}/registrations/${registrations[1]}`);
  await page.getByRole('button', { name: t('selection.standing.withdraw.button') }).click();
  await dialog.getByRole('button', { name: t('selection.standing.withdraw.button') }).click();
  await expect(dialog.getByText(t('registrants.missing.reason'))).toBeVisible();
  await dialog.locator('[name=reason]').fill('سافرت');
  await expectAccessible(page);
  await dialog.getByRole('button', { name: t('selection.standing.withdraw.button') }).click();
  await expect(page.getByText(t('selection.path.withdrawn'))).toBeVisible();
  await expect(page.locator('#content')).toContainText('سافرت');
  await expectAccessible(page);
  await expect
    .poll(async () => (await ask<{ phase: string }>(page, 'GET', `/registrations/${registrations[2]}`)).phase)
    .toBe('selected');
  await page.goto(run);
  await expect(page.getByTestId('promoted')).toHaveText('1');
  await page.goto(`${office.url}/registrations/${registrations[2]}`);
  await expect(page.getByText(t('selection.done.promote'))).toBeVisible();
  await expect(page.getByText(t('selection.reason.waiting_list')).first()).toBeVisible();
  await settled(page);
  await expectAccessible(page);
});

test('many are moved after a preview, and the move is taken back in the toast and on the spot', async ({ page, office, language, t }) => {
  await signInAsAdministrator(page, office);
  const { registrations } = await selected(page, 2, 3);
  await page.goto(`${office.url}/selection/candidates`);
  await page.getByText(t('selection.choose_all')).click();
  await page.getByRole('button', { name: t('selection.move.button') }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText(t('registry.phase.trained'), { exact: true }).click();
  await expect(dialog.getByText(t('selection.move.movable', { count: '2' }))).toBeVisible();
  await expect(dialog.getByText(t('selection.move.no_such_step'))).toBeVisible(); // who waits
  const aside = dialog.getByRole('group').filter({ hasText: t('selection.move.no_such_step') });
  await aside.focus(); // a long list scrolls by keyboard
  await expect(aside).toBeFocused();
  await expectAccessible(page);
  await dialog.getByRole('button', { name: t('selection.move.now', { count: '2' }) }).click();
  const row = page.getByRole('row').filter({ hasText: nameOf(language, 0) });
  await expect(row).toContainText(t('registry.phase.trained'));
  await page.locator('.toasts').getByRole('button', { name: t('ui.undo') }).click();
  await expect(row).toContainText(t('registry.phase.selected'));
  await expect(page.getByText(t('selection.move.undone', { count: '2' }))).toBeVisible();

  // One alone, from her own page.
  await page.getByRole('link', { name: nameOf(language, 0) }).click();
  await page.getByRole('button', { name: t('selection.step.trained') }).click();
  await dialog.getByRole('button', { name: t('selection.move.now', { count: '1' }) }).click();
  await expect(page.locator('[aria-current=step]')).toContainText(t('registry.phase.trained'));
  await expectAccessible(page);
  await page.getByRole('button', { name: t('selection.move.undo') }).click();
  await expect(page.locator('[aria-current=step]')).toContainText(t('registry.phase.selected'));
  await page.getByRole('button', { name: t('selection.step.rejected') }).click();
  await dialog.getByRole('button', { name: t('selection.move.now', { count: '1' }) }).click();
  await expect(dialog.getByText(t('registrants.missing.reason'))).toBeVisible();

  // Her place has gone to the next when the rejection is taken back.
  await dialog.locator('[name=reason]').fill('غابت عن الحصص');
  await dialog.getByRole('button', { name: t('selection.move.now', { count: '1' }) }).click();
  await expect
    .poll(async () => (await ask<{ phase: string }>(page, 'GET', `/registrations/${registrations[2]}`)).phase)
    .toBe('selected');
  await page.getByRole('button', { name: t('selection.move.undo') }).click();
  await expect(page.locator('.toasts')).toContainText(t('selection.move.waiting', { count: '1' }));
});

test('an appeal is recorded and answered, and a further selection says what it changes', async ({ page, office, language, t }) => {
  await signInAsAdministrator(page, office);
  const { registrations, run } = await selected(page, 1, 3);
  await page.goto(`${office.url}/registrations/${registrations[2]}`);
  await page.getByRole('button', { name: t('selection.appeals.record') }).click();
  const dialog = page.getByRole('dialog');
  await dialog.locator('[name=complaint]').fill('مشروعي لم يُقرأ كله');
  await expectAccessible(page);
  await dialog.locator('[type=submit]').click();
  await expect(page.getByText('مشروعي لم يُقرأ كله')).toBeVisible();
  await page.goto(`${office.url}/selection/${run}`);
  await page.getByRole('button', { name: t('selection.appeals.answer_button') }).click();
  await dialog.locator('[type=submit]').click();
  await dialog.getByRole('link', { name: t('selection.appeals.missing_decision') }).click();
  await dialog.getByText(t('selection.appeal_state.accepted'), { exact: true }).click();
  await dialog.locator('[name=answer]').fill('صحيح، تُراجع نقطتك');
  await expectAccessible(page);
  await dialog.locator('[type=submit]').click();
  await expect(page.getByText('صحيح، تُراجع نقطتك')).toBeVisible();

  // Her sheet is open again, and hers alone; a further selection ranks all anew.
  await page.goto(`${office.url}/registrations/${registrations[2]}`);
  await expect(page.getByText(t('selection.score.reviewed'))).toBeVisible();
  await expect(page.getByText(t('selection.listed.waiting').split('{')[0]!.trim()).first()).toBeVisible();
  await ask(page, 'POST', `/registrations/${registrations[2]}/points`, { points: [{ criterion: 'projet', points: 20 }] });
  await page.goto(`${office.url}/selection/runs`);
  await expect(page.getByRole('heading', { name: t('selection.appeals.region_title') })).toBeVisible();
  const again = page.getByRole('button', { name: t('selection.draw.again') });
  await again.click();
  await page.getByRole('button', { name: t('ui.cancel') }).click();
  await expect(again).toBeFocused();
  await again.click();
  await page.locator('[name=keeps][value=anew]').check();
  await expectAccessible(page);
  await page.getByRole('button', { name: t('selection.draw.button') }).click();
  await page.getByRole('button', { name: t('selection.draw.lots') }).click();
  await expect(page.getByRole('heading', { name: t('selection.changes'), exact: true })).toBeVisible();
  await settled(page);
  await expect(page.getByRole('table', { name: t('selection.changes.gains') })).toContainText(nameOf(language, 2));
  await expect(page.getByRole('table', { name: t('selection.changes.loses') })).toContainText(nameOf(language, 0));
  const effects = page.getByRole('table', { name: t('selection.appeals.effects') });
  await expect(effects).toContainText(t('selection.appeal_state.accepted'));
  await expect(effects).toContainText(t('registry.phase.selected'));
  await expectAccessible(page);
});

test('who comes second with a plan is shown both versions in words', async ({ page, office, t }) => {
  await signInAsAdministrator(page, office);
  const id = await edition(page);
  await ask(page, 'PUT', `/editions/${id}/selection-plan`, plan, 0);
  await page.goto(`${office.url}/selection`);
  await page.getByRole('button', { name: t('selection.plan.edit') }).click();
  await page.locator('[name="rules/0/most"]').fill('45');
  await ask(page, 'PUT', `/editions/${id}/selection-plan`, { ...plan, scoring_open: false }, 1);
  await page.locator('form [type=submit]').click();
  await expect(page.getByText(t('selection.plan.conflict'))).toBeVisible();
  await expect(page.getByText(t('selection.rule.age.between', { least: '20', most: '45' }))).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: t('ui.conflict.save') }).click();
  await expect(page.getByRole('heading', { name: t('selection.scoring.closed') })).toBeVisible();
  await expect(page.getByText(t('selection.rule.age.between', { least: '20', most: '45' }))).toBeVisible();
});

test('the phase stands on her file and leads to her way', async ({ page, office, t }) => {
  await signInAsAdministrator(page, office);
  const { registrations } = await selected(page, 1, 1);
  const { person_id } = await ask<{ person_id: string }>(page, 'GET', `/registrations/${registrations[0]}`);
  await page.goto(`${office.url}/persons/${person_id}`);
  const link = page.locator(`a[href="/registrations/${registrations[0]}"]`);
  await expect(link.locator('..')).toContainText(t('registry.phase.selected'));
  await expectAccessible(page);
  await link.click();
  await expect(page.getByRole('heading', { name: t('selection.path') })).toBeVisible();
});
