import { expect, textOf } from './support.ts';
import type { Page } from '@playwright/test';

// How a woman goes through the pages on which she registers herself.

export const next = (page: Page) => page.locator('form [type=submit]').click();

export async function press(page: Page, digits: string): Promise<void> {
  for (const digit of digits) await page.locator('.keys').getByRole('button', { name: digit, exact: true }).click();
}

export async function choosePlace(page: Page, letters: string): Promise<void> {
  for (const level of ['province', 'commune']) {
    await page.locator('#place').fill(letters);
    await page.locator('.answers .press').first().click();
    if (level === 'province') await expect(page.locator('.chosen')).toHaveCount(1);
  }
}

/** Says who registers: with the reading aid on a screen of its own. */
export const chooseWho = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();

/** Opens the pages and begins, with the reading aid or as a form. */
export async function begin(page: Page, url: string, aid: boolean): Promise<void> {
  await page.goto(`${url}/s`);
  await page.locator('.press.large').nth(aid ? 0 : 1).click();
  await expect(page.locator('.picture')).toBeVisible();
}

const names = { ar: ['خديجة', 'الإدريسي', 'كلم'], fr: ['Khadija', 'El Idrissi', 'Guel'] } as const;
/** A given and a family name, and the first letters of a place. */
export const namesIn = (language: string) => names[language as keyof typeof names];

// A phone registers three in a day, and all tests of a worker share a server.
let phones = 0;
const nextPhone = () => `06 12 34 ${String(++phones).padStart(2, '0')} 78`;

/** Agrees, and answers the form as far as the identity number, which is the last that is asked for. */
export async function fillForm(page: Page, language: string): Promise<void> {
  const [given, family, letters] = namesIn(language);
  await page.locator('.press.main').click(); // agrees
  await chooseWho(page, textOf(language as 'ar', 'self.who.woman'));
  await page.locator('#given_name').fill(given);
  await page.locator('#family_name').fill(family);
  for (const [part, value] of [['day', '7'], ['month', '3'], ['year', '1985']]) await page.locator(`[name=birth_${part}]`).fill(value!);
  await next(page);
  await choosePlace(page, letters);
  await page.locator('#phone').fill(nextPhone());
  await next(page);
  await page.locator('#national_id').fill('ZZ621097');
}

/** A picture as large as those that phones take. */
export async function photographOf(page: Page): Promise<Buffer> {
  const bytes = await page.evaluate(async () => {
    const canvas = Object.assign(document.createElement('canvas'), { width: 3000, height: 2000 });
    const context = canvas.getContext('2d')!;
    for (let i = 0; i < 4000; ++i) {
      context.fillStyle = `hsl(${i * 37} 80% 50%)`;
      context.fillRect((i * 97) % 3000, (i * 61) % 2000, 120, 90);
    }
    const blob = await new Promise<Blob>((done) => canvas.toBlob((one) => done(one!), 'image/png'));
    return [...new Uint8Array(await blob.arrayBuffer())];
  });
  return Buffer.from(bytes);
}
