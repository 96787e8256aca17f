import { expect, test as base, type BrowserContext, type Page } from '@playwright/test';
import type axe from 'axe-core';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { languages, readTexts, type Language } from '../plugins/locales.ts';
import { startServer, type Server } from './server.ts';

export { expect };
export const administrator = { user_name: 'a.bennani', full_name: 'Amina Bennani', password: 'une phrase assez longue' };

const texts = readTexts(fileURLToPath(new URL('../../locales', import.meta.url)));

/** The text that a reader of `language` sees for a key. */
export function textOf(language: Language, key: string, params: Record<string, string> = {}): string {
  // The forms of a text that depends on a number are chosen as the app chooses them; Amazigh counts like French there.
  const form = new Intl.PluralRules(language === 'zgh' ? 'fr' : language).select(Number(params.count ?? 0));
  const text = (params.count && (texts.get(`${key}.${form}`) ?? texts.get(`${key}.other`)) || texts.get(key))?.[language];
  if (!text) throw new Error(`no text ${key} in ${language}`);
  return text.replace(/\{(\w+)\}/g, (place, name: string) => params[name] ?? place);
}

interface Options {
  language: Language;
}
interface Tools {
  /** A text of locales/ in the language of the project. */
  t: (key: string, params?: Record<string, string>) => string;
}
interface Servers {
  /** With the demonstration's people and log-ins. */
  demo: Server;
  /** As an office has it: no demonstration, and `administrator` as its first user. */
  office: Server;
}

export const test = base.extend<Options & Tools, Servers>({
  language: ['ar', { option: true }],
  t: async ({ language }, use) => use((key, params) => textOf(language, key, params)),
  demo: [
    async ({}, use) => {
      const server = await startServer('--demo');
      await use(server);
      await server.stop();
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  office: [
    async ({}, use) => {
      const server = await startServer();
      const answer = await fetch(`${server.url}/api/v1/setup/administrator`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', 'Idempotency-Key': 'first' },
        body: JSON.stringify(administrator),
      });
      if (!answer.ok) throw new Error(`no first administrator: ${answer.status} ${await answer.text()}`);
      await use(server);
      await server.stop();
    },
    { scope: 'worker', timeout: 60_000 },
  ],
  // Every page of every test: in the project's language, from our host alone, within the security policy.
  page: async ({ page, language }, use) => {
    if (!languages.includes(language)) throw new Error(`no language ${language}`);
    await page.addInitScript((code) => {
      if (!localStorage.getItem('jisr.language')) localStorage.setItem('jisr.language', code);
    }, language);
    const faults: string[] = [];
    page.on('console', (message) => {
      if (/Content Security Policy|Refused to/.test(message.text())) faults.push(message.text());
    });
    page.on('pageerror', (error) => faults.push(String(error)));
    page.on('request', (request) => {
      const { hostname, protocol } = new URL(request.url());
      if (protocol.startsWith('http') && hostname !== '127.0.0.1') faults.push(`asked ${hostname}`);
    });
    await use(page);
    expect(faults).toEqual([]);
  },
});

/** A log-in of the demonstration by its user name, with the password that the program printed. */
export function demoPassword(server: Server, userName: string): string {
  const line = server.printed.split('\n').find((one) => one.split(/\s+/).includes(userName));
  const words = line?.trim().split(/\s+/) ?? [];
  const password = words[words.indexOf(userName) + 1];
  if (!password) throw new Error(`the program printed no password of ${userName}:\n${server.printed}`);
  return password;
}

/** To which server a browser was signed in last. */
const servers = new WeakMap<BrowserContext, string>();

/** Signs in without the log-in page, as most tests are about others, and opens what is looked at; nothing where `path` is null. */
export async function signIn(page: Page, server: Server, userName: string, password: string, path: string | null = '/'): Promise<void> {
  const answer = await page.context().request.post(`${server.url}/api/v1/session`, {
    headers: { 'Idempotency-Key': crypto.randomUUID() }, data: { user_name: userName, password },
  });
  if (!answer.ok()) throw new Error(`${userName} is not let in: ${answer.status()} ${await answer.text()}`);
  servers.set(page.context(), server.url);
  if (path === null) return;
  await page.goto(server.url + path);
  await settled(page);
}

/** Signs in as people do. */
export async function signInOnThePage(page: Page, server: Server, userName: string, password: string): Promise<void> {
  await page.goto(server.url);
  await page.locator('[name=user_name]').fill(userName);
  await page.locator('[name=password]').fill(password);
  await page.keyboard.press('Enter');
  await settled(page);
}

/** The page of a person who is signed in stands, and nothing of it is still being fetched. */
export async function settled(page: Page): Promise<void> {
  await page.locator('#content h1').waitFor();
  await nothingOnItsWay(page);
}
// `expect` would look again after up to a second only.
const nothingOnItsWay = (page: Page) => page.locator('.skeleton, [aria-busy=true]').first().waitFor({ state: 'detached' });

export const signInAsAdministrator = (page: Page, server: Server, path: string | null = '/') =>
  signIn(page, server, administrator.user_name, administrator.password, path);

/** Asks the server as whoever is signed in. */
export async function ask<T>(page: Page, method: string, path: string, body?: object, version?: number | '*'): Promise<T> {
  const { request } = page.context();
  const api = `${servers.get(page.context()) ?? new URL(page.url()).origin}/api/v1`;
  const headers: Record<string, string> = {};
  if (method !== 'GET') {
    const { csrf_token } = await (await request.get(`${api}/session`)).json();
    Object.assign(headers, { 'X-CSRF-Token': csrf_token, 'Idempotency-Key': crypto.randomUUID() });
  }
  if (version !== undefined) headers['If-Match'] = version === '*' ? version : `"${version}"`;
  const answer = await request.fetch(api + path, { method, headers, data: body });
  if (!answer.ok()) throw new Error(`${method} ${path}: ${answer.status()} ${await answer.text()}`);
  return answer.json();
}

/** No violation that axe-core knows, and nothing that scrolls sideways. */
export async function expectAccessible(page: Page): Promise<void> {
  await nothingOnItsWay(page);
  // A colour on its way to another has no contrast to be judged: until the next frame, however short the way is.
  await page.evaluate(async () => {
    await document.fonts.ready;
    const moving = document.getAnimations().filter(({ playState, effect }) => playState === 'running' && effect?.getComputedTiming().endTime !== Infinity);
    await Promise.allSettled(moving.map(({ finished }) => finished));
  });
  expect(await violations(page)).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
}

const axeCore = readFileSync(fileURLToPath(new URL('../node_modules/axe-core/axe.min.js', import.meta.url)), 'utf8');

/** What all rules of axe-core find, asked in the page itself: its AxeBuilder opens a second page each time to sum up one frame. */
async function violations(page: Page): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axeCore);
  return page.evaluate(async () => {
    const { violations } = await (window as unknown as { axe: typeof axe }).axe.run(document, { resultTypes: ['violations'] });
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 200)).join(' | ')}`);
  });
}
