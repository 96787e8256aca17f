import { readFile } from 'node:fs/promises';
import { demoPassword, expect, expectAccessible, signIn, test } from './support.ts';

test.slow();

test('cooperatives are listed, ordered, and taken home as a file that is narrowed as the list is', async ({ page, demo, t }) => {
  await signIn(page, demo, 'coordinator', demoPassword(demo, 'coordinator'));
  await page.goto(`${demo.url}/organisations`);
  await expect(page.locator('tbody tr').first()).toContainText('GON-');
  await expectAccessible(page);
  const asked = page.waitForResponse((answer) => answer.url().includes('legal_state=forming') && answer.url().includes('sort=name'));
  await page.locator('[name=sort]').selectOption('name');
  await page.locator('[name=legal_state]').selectOption('forming');
  const { items } = (await (await asked).json()) as { items: { reference: string }[] };
  await expect(page.locator('tbody tr')).toHaveCount(items.length);
  const downloading = page.waitForEvent('download');
  await page.getByRole('button', { name: 'CSV' }).click();
  const file = await downloading;
  expect(file.suggestedFilename()).toMatch(/^jisr-organisations-.*\.csv$/);
  const lines = (await readFile(await file.path(), 'utf8')).trim().split('\r\n');
  expect(lines).toHaveLength(items.length + 1);
  expect(lines[0]).toContain(t('registry.legal_state'));
  for (const [index, { reference }] of items.entries()) expect(lines[index + 1]).toContain(reference);
});

