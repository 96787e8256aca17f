import { expect } from './support.ts';
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
