import type { Page } from '@playwright/test';
import { startGateway } from './kannel.ts';
import { begin, choosePlace, chooseWho, next, press } from './self.ts';
import { startServer, type Server } from './server.ts';
import { administrator, ask, expect, expectAccessible, settled, signIn, signInAsAdministrator, test } from './support.ts';

test.slow();

const her = {
  ar: { given: 'يطو', family: 'أوشن', letters: 'كلم' },
  fr: { given: 'Itto', family: 'Ouchen', letters: 'Guel' },
} as const;

interface Registered {
  id: string;
  registrations: { id: string; edition_id: string }[];
}

/** She registers herself, one question after the other; gives her reference. */
async function registerHerself(page: Page, url: string, { given, family, letters }: (typeof her)['ar' | 'fr'], t: (key: string) => string): Promise<string> {
  await begin(page, url, true);
  await page.locator('.press.main').click();
  await chooseWho(page, t('self.who.woman'));
  await next(page);
  await page.locator('#given_name').fill(given);
  await next(page);
  await page.locator('#family_name').fill(family);
  await next(page);
  await press(page, '14021990');
  await next(page);
  await choosePlace(page, letters);
  await next(page);
  await press(page, '0611223344');
  await next(page);
  await page.getByRole('button', { name: t('self.work.crafts') }).click();
  await next(page);
  await page.getByRole('button', { name: t('self.project.sewing') }).click();
  await next(page);
  await page.locator('.press.main').click();
  return (await page.getByTestId('reference').textContent())!;
}

/** Those through whose hands a file goes, each with what her role may do and no more. */
const staff = {
  registration_agent: { user_name: 'agent.guelmim', full_name: 'حنان آيت علي' },
  accompaniment_officer: { user_name: 'officer.guelmim', full_name: 'زهرة بن عمر' },
  regional_coordinator: { user_name: 'coordinator.guelmim', full_name: 'رشيدة أوبلا' },
};
type Role = keyof typeof staff;
const password = 'mes quatre mots à moi';

/** Makes their accounts as the administrator, and chooses for each the password that she signs in with. */
async function employ(page: Page, server: Server, language: string): Promise<void> {
  for (const [role, names] of Object.entries(staff)) {
    const assignments = [{ role, scope_level: 'region', scope_code: '10' }];
    const { initial_password } = await ask<{ initial_password: string }>(page, 'POST', '/users', { ...names, language, assignments });
    const headers = { 'Content-Type': 'application/json', 'Idempotency-Key': role };
    const signed = await fetch(`${server.url}/api/v1/session`, { method: 'POST', headers, body: JSON.stringify({ user_name: names.user_name, password: initial_password }) });
    const { csrf_token } = (await signed.json()) as { csrf_token: string };
    const hers = { ...headers, Cookie: signed.headers.getSetCookie()[0]!.split(';')[0]!, 'X-CSRF-Token': csrf_token };
    const chosen = await fetch(`${server.url}/api/v1/me/password`, { method: 'PUT', headers: hers, body: JSON.stringify({ current_password: initial_password, new_password: password }) });
    expect(chosen.ok).toBe(true);
  }
}

async function become(page: Page, server: Server, role: Role): Promise<void> {
  await page.context().clearCookies();
  await signIn(page, server, staff[role].user_name, password, null);
}

test('the whole way: she registers herself, is scored, waits, is promoted, and is told', async ({ page, language, t }) => {
  const gateway = await startGateway();
  const server = await startServer(...gateway.options);
  try {
    const made = await fetch(`${server.url}/api/v1/setup/administrator`, {
      method: 'POST', headers: { 'Content-Type': 'application/json', 'Idempotency-Key': 'first' }, body: JSON.stringify(administrator),
    });
    expect(made.ok).toBe(true);
    await signInAsAdministrator(page, server, null);
    const [programme] = (await ask<{ items: { editions: { id: string }[] }[] }>(page, 'GET', '/programmes')).items;
    const edition = programme!.editions[0]!.id;
    const { version: closed } = await ask<{ version: number }>(page, 'GET', `/editions/${edition}/self-registration`);
    await ask(page, 'PUT', `/editions/${edition}/self-registration`, { open: true, wanted_papers: [] }, closed);
    const plan = {
      rules: [{ field: 'age', least: 20, most: 50 }, { field: 'commits_to_training', is: true }],
      criteria: [{ code: 'projet', name_ar: 'المشروع', name_fr: 'Projet', weight: 1, most: 20, bands: [] }],
      reserves: [], scoring_open: true,
    };
    await ask(page, 'PUT', `/editions/${edition}/selection-plan`, plan, 0);

    await employ(page, server, language);

    // On her own phone, with the reading aid.
    await page.context().clearCookies();
    const reference = await registerHerself(page, server.url, her[language as 'ar' | 'fr'], t);

    // An agent finds her file and completes it.
    await become(page, server, 'registration_agent');
    await page.goto(`${server.url}/persons`);
    await settled(page);
    await page.getByRole('link', { name: her[language as 'ar' | 'fr'].given }).first().click();
    await expect(page.locator('#content')).toContainText(reference);
    const id = page.url().split('/').at(-1)!;
    await page.goto(`${server.url}/persons/${id}/edit/project`);
    await page.locator('label').filter({ has: page.locator('[name=commits_to_training][value=yes]') }).click();
    await page.locator('form [type=submit]').click();
    await expect(page).toHaveURL(`${server.url}/persons/${id}`);
    const file = await ask<Registered & { commune_code: string; province_code: string; region_code: string }>(page, 'GET', `/persons/${id}`);
    const hers = file.registrations[0]!.id;

    // Another woman of her province, and one place for both.
    const other = await ask<Registered>(page, 'POST', '/persons', {
      edition_id: edition, given_name_ar: 'هنية', family_name_ar: 'بودلال', given_name_latin: 'Hniya', family_name_latin: 'Boudlal',
      birth_date: '1979-07-25', commune_code: file.commune_code, phone: '0655443322', sex: 'female', participation: 'individual',
      consent_method: 'verbal_witnessed', consent_given: true, commits_to_training: true,
    });
    const others = other.registrations[0]!.id;

    // The region says how many, and asks the rules.
    await become(page, server, 'regional_coordinator');
    const target = { region_code: file.region_code, province_code: file.province_code, year: new Date().getFullYear(), measure: 'women', value: 1 };
    await ask(page, 'PUT', `/editions/${edition}/targets`, { items: [target], reason: 'e2e' }, '*');
    await page.evaluate(([chosen, region]) => {
      localStorage.setItem('jisr.edition', chosen!);
      localStorage.setItem('jisr.selection.region', region!);
    }, [edition, file.region_code]);
    await ask(page, 'POST', `/editions/${edition}/eligibility`, { region_code: file.region_code, apply: true });

    // The committee scores her on the page.
    await become(page, server, 'accompaniment_officer');
    await page.goto(`${server.url}/registrations/${hers}`);
    await settled(page);
    for (let i = 0; i < 6; ++i) await page.getByRole('button', { name: new RegExp(`^${t('selection.score.more')}`) }).click();
    await page.getByRole('button', { name: t('selection.score.save') }).click();
    await expect(page.getByText(t('selection.points_of', { points: '12', most: '20' })).first()).toBeVisible();
    await ask(page, 'POST', `/registrations/${others}/points`, { points: [{ criterion: 'projet', points: 18 }] });

    // The region closes its scoring, and selects under its quota.
    await become(page, server, 'regional_coordinator');
    await page.goto(`${server.url}/selection/runs`);
    await expect(page.getByText(t('selection.scoring.region_open_text'))).toBeVisible();
    await expect(page.getByRole('button', { name: t('selection.draw.open') })).toHaveCount(0);
    await page.getByRole('button', { name: t('selection.scoring.close') }).click();
    await expect(page.getByText(t('selection.scoring.region_closed'), { exact: true })).toBeVisible();
    await expectAccessible(page);
    await page.getByRole('button', { name: t('selection.draw.open') }).click();
    await page.getByRole('button', { name: t('selection.draw.button') }).click();
    await page.getByRole('button', { name: t('selection.draw.lots') }).click();
    await expect(page.getByText(t('selection.run.draft_title'))).toBeVisible();
    await settled(page);
    await page.locator('section.card').getByRole('button', { name: t('selection.confirm.button') }).click();
    const dialog = page.getByRole('dialog');
    await dialog.locator('[name=word]').fill(t('selection.confirm.word'));
    await dialog.getByRole('button', { name: t('selection.confirm.button') }).click();
    await expect(page.locator('#content header').first()).toContainText(t('selection.run_state.confirmed'));
    const phaseOf = async (one: string) => (await ask<{ phase: string }>(page, 'GET', `/registrations/${one}`)).phase;
    expect(await phaseOf(others)).toBe('selected');
    expect(await phaseOf(hers)).toBe('waiting');

    // The other withdraws with the agent, and she is told that a place is hers.
    await become(page, server, 'registration_agent');
    await page.goto(`${server.url}/registrations/${others}`);
    await page.getByRole('button', { name: t('selection.standing.withdraw.button') }).click();
    await dialog.locator('[name=reason]').fill('سافرت');
    await dialog.getByRole('button', { name: t('selection.standing.withdraw.button') }).click();
    await expect.poll(() => phaseOf(hers)).toBe('selected');
    const toHer = async () => (await gateway.received()).filter((line) => line.includes('611223344')).length;
    await expect.poll(toHer, { timeout: 30_000 }).toBeGreaterThanOrEqual(2); // that she waits, and that a place is hers
    await become(page, server, 'regional_coordinator');
    type Sent = { items: { template_code: string; reference: string | null; state: string }[] };
    const promoted = async () => (await ask<Sent>(page, 'GET', '/messages')).items.find((one) => one.template_code === 'promoted' && one.reference === reference)?.state;
    await expect.poll(promoted, { timeout: 30_000 }).toBe('delivered');
    await page.goto(`${server.url}/messages`);
    await settled(page);
    const message = page.getByRole('row').filter({ hasText: t('messages.template_name.promoted') }).filter({ hasText: reference });
    await expect(message).toContainText(t('messages.message_state.delivered'));
    await expectAccessible(page);

    // She looks, with her reference and birth date alone.
    await page.goto(`${server.url}/s/file`);
    await page.locator('#reference').fill(reference);
    for (const [part, value] of [['day', '14'], ['month', '2'], ['year', '1990']]) await page.locator(`[name=birth_${part}]`).fill(value!);
    await next(page);
    await expect(page.locator('main')).toContainText(t('self.phase.selected'));
    await expectAccessible(page);
  } finally {
    await server.stop();
    await gateway.stop();
  }
});
