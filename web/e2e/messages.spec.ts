import type { Page } from '@playwright/test';
import { ask, demoPassword, expect, expectAccessible, settled, signIn, test } from './support';

/** On a phone the filters are folded away at first. */
async function filterBy(page: Page, name: string, value: string, show: string) {
  const filter = page.locator(`[name=${name}]`);
  if (!(await filter.isVisible())) await page.getByRole('button', { name: show }).click();
  await filter.selectOption(value);
}

test.describe('messages', () => {
  test('the outbox says what waits, what failed and why; an unsure message is sent again with a warning', async ({ page, demo, t }) => {
    await signIn(page, demo, 'admin', demoPassword(demo, 'admin'), '/messages');
    await expect(page.getByText(t('messages.no_gateway'))).toBeVisible();
    await expect(page.getByText(t('messages.message_reason.not_delivered')).first()).toBeVisible();
    await expectAccessible(page);

    await filterBy(page, 'state', 'unsure', t('registrants.filters.show'));
    const unsure = page.getByRole('row').filter({ hasText: t('messages.message_reason.no_answer') });
    await expect(page.getByText(t('messages.message_reason.not_delivered'))).toHaveCount(0);
    if ((await unsure.count()) > 0) {
      await unsure.first().getByRole('link').click();
      await settled(page);
      await expectAccessible(page);
      await page.getByRole('button', { name: t('messages.send_again') }).click();
      await expect(page.getByRole('dialog').getByText(t('messages.send_again_unsure'))).toBeVisible();
      await expectAccessible(page);
      await page.getByRole('dialog').getByRole('button', { name: t('messages.send_again') }).click();
      await expect(page.getByText(t('messages.sent_again'))).toBeVisible();
      await page.getByRole('button', { name: t('messages.cancel'), exact: true }).click();
      await expect(page.locator('.badge').filter({ hasText: t('messages.message_state.cancelled') })).toBeVisible();
    }
  });

  test('a notice to staff says to whom it goes', async ({ page, demo, t }) => {
    await signIn(page, demo, 'admin', demoPassword(demo, 'admin'), null);
    const { items } = await ask<{ items: { full_name: string }[] }>(page, 'GET', '/users?role=regional_coordinator');
    await page.goto(`${demo.url}/messages`);
    await settled(page);
    await filterBy(page, 'channel', 'in_app', t('registrants.filters.show'));
    const row = page.getByRole('row').filter({ hasText: items[0]!.full_name });
    await row.first().getByRole('link').click();
    await settled(page);
    await expect(page.locator('dl')).toContainText(items[0]!.full_name);
    await expectAccessible(page);
  });

  test('a filter without messages says so', async ({ page, office, t }) => {
    await signIn(page, office, 'a.bennani', 'une phrase assez longue', '/messages');
    await expect(page.getByText(t('messages.none_text'))).toBeVisible();
    await filterBy(page, 'channel', 'email', t('registrants.filters.show'));
    await expect(page.getByText(t('messages.none_filter'))).toBeVisible();
    await expectAccessible(page);
  });

  test('texts are edited in four languages with their preview and cost', async ({ page, office, t }) => {
    await signIn(page, office, 'a.bennani', 'une phrase assez longue', '/messages/texts');
    await expectAccessible(page);
    await page.getByRole('link', { name: t('messages.template_name.promoted') }).click();
    await settled(page);
    await expectAccessible(page);
    await page.locator('[name=fr]').fill('Bonjour {name}');
    await page.getByRole('button', { name: t('ui.save') }).click();
    await expect(page.getByText(t('error.template_placeholder', { name: 'name' })).first()).toBeVisible();
    await page.locator('[name=fr]').fill('Merci de nous appeler[ au {phone}]. Référence {reference}.');
    await page.getByRole('button', { name: t('messages.texts.show_preview') }).click();
    await expect(page.getByText('Merci de nous appeler au 0528871234. Référence GON-26-000123-4.')).toBeVisible();
    await page.getByRole('button', { name: t('ui.save') }).click();
    await expect(page.getByText(t('messages.texts.changed'))).toBeVisible();
    await page.getByRole('button', { name: t('messages.texts.back_to_usual') }).click();
    await expect(page.getByText(t('messages.texts.changed'))).toHaveCount(0);
  });

  test('the bell tells what is new until it was read', async ({ page, demo }) => {
    await signIn(page, demo, 'coordinator', demoPassword(demo, 'coordinator'));
    const bell = page.locator('header button', { has: page.locator('.bell') });
    await expect(bell).toBeVisible();
    const count = page.locator('.bell .count');
    const unread = async () => ((await count.count()) > 0 ? Number(await count.textContent()) : 0);
    const before = await unread();
    await bell.click();
    const promoted = page.locator('header .panel .item').filter({ hasText: 'DEMO-000104' });
    const reference = promoted.locator('bdi[dir=ltr]', { hasText: 'DEMO-000104' });
    const lines = await reference.evaluate((one) => one.clientHeight / parseFloat(getComputedStyle(one).lineHeight));
    expect(lines).toBeLessThan(1.5); // not broken at a dash
    await expectAccessible(page);
    await promoted.click();
    await expect(page).toHaveURL(/\/persons/);
    if (before > 0) await expect.poll(unread).toBe(before - 1);
  });

  test('a woman is told something by hand, after a look at what arrives, once a day', async ({ page, demo, t }) => {
    await signIn(page, demo, 'agent', demoPassword(demo, 'agent'), '/persons');
    await page.locator('#content table tbody tr').first().getByRole('link').click();
    await settled(page);
    const reference = (await page.locator('#content .reference').textContent())!.trim();
    const opens = page.getByRole('button', { name: t('messages.notice.title') });
    const dialog = page.getByRole('dialog');
    const send = dialog.getByRole('button', { name: t('messages.notice.send'), exact: true });
    await opens.click();
    await expect(dialog.locator('.bubble')).toContainText(reference);
    await dialog.locator('[name=deadline]').fill('01/12/2099');
    await dialog.locator('[name=deadline]').blur();
    await expect(dialog.locator('.bubble')).toContainText('01/12/2099');
    await dialog.locator('[name=deadline]').fill('01/12/2020');
    await dialog.locator('[name=deadline]').blur();
    await expect(dialog.getByText(t('error.in_the_past'))).toBeVisible();
    await expect(send).toBeDisabled();
    await expectAccessible(page);
    await dialog.getByText(t('messages.template_name.call_centre')).click();
    await expect(dialog.locator('[name=deadline]')).toHaveCount(0);
    await expect(dialog.locator('.bubble')).toContainText(reference);
    await expectAccessible(page);
    await send.click();
    await expect(page.getByText(t('messages.notice.sent'))).toBeVisible();
    await opens.click();
    await expect(dialog.getByText(t('messages.notice.told_today'))).toBeVisible();
    await expect(send).toBeDisabled();
  });

  test('whoever may not see messages has no way to them', async ({ page, demo, t }) => {
    await signIn(page, demo, 'trainer', demoPassword(demo, 'trainer'));
    await expect(page.getByRole('link', { name: t('messages.nav'), exact: true })).toHaveCount(0);
  });
});
