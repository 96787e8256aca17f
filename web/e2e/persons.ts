import type { Page } from '@playwright/test';
import type { Server } from './server.ts';
import { expect } from './support.ts';

let made = 0;
/** A national id that no other test uses. */
export const freshId = () => `JA${String(Date.now() % 100_000).padStart(5, '0')}${process.pid % 10}${++made % 10}`;

/** Of a woman who is like no other of these tests, nor of those of other files: likely duplicates are asked about. */
export const freshWoman = () => {
  ++made;
  return { birth: [1 + (made * 5) % 28, 1 + (made * 7) % 12, 1950 + (made * 11) % 50].map(String), phone: `07${String(10_000_019 * made).slice(-8).padStart(8, '0')}` };
};

/** Types a whole first registration, from the search to the saved reference, with the keyboard alone. */
export async function registerByKeyboard(page: Page, server: Server, nationalId: string, given = 'فاطمة', woman = freshWoman()): Promise<string> {
  await page.goto(`${server.url}/persons/new`);
  await expect(page.locator('[name=q]')).toBeFocused();
  await page.keyboard.type(nationalId);
  await page.keyboard.press('Enter');
  await page.getByRole('status').locator('strong').first().waitFor();
  await page.keyboard.press('Enter'); // nobody of that number: she is new
  await expect(page.locator('[name=national_id]')).toHaveValue(nationalId);
  const type = async (name: string, text: string) => {
    await page.locator(`[name=${name}]`).focus();
    await page.keyboard.type(text);
  };
  await type('given_name_ar', given);
  await type('family_name_ar', 'أيت الطالب');
  const birth = page.locator('#field-birth_date input[inputmode=numeric]');
  for (const [index, part] of woman.birth.entries()) {
    await birth.nth(index).focus();
    await page.keyboard.type(part);
  }
  await page.keyboard.press('Enter');
  await expect(page.locator('[name=commune_code]')).toBeFocused();
  await page.keyboard.type('Sidi Ifni');
  // What is lit while the name is half typed is another commune.
  await expect(page.locator('[role=option][aria-selected=true]')).toContainText(/^(Sidi Ifni|سيدي إفني)/);
  await page.keyboard.press('Enter');
  await type('locality', 'تيغمرت');
  await type('phone', woman.phone);
  await page.keyboard.press('Enter');
  const consent = page.locator('[name=consent_method]');
  await consent.first().focus();
  await page.keyboard.press('Space');
  await page.keyboard.press('Enter');
  const reference = page.locator('.reference bdi');
  await expect(reference).toBeVisible();
  return (await reference.textContent())!;
}
