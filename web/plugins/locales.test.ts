import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { languages, reachedFrom, readSources, readTexts, textsFor, usedKeys } from './locales';

describe('the texts of the app', () => {
  const texts = new Map([
    ['web.a', { ar: 'ا', fr: 'a', en: 'a', zgh: 'ⴰ' }],
    ['web.n.one', { ar: '1', fr: '1', en: '1', zgh: '1' }],
    ['registry.sex.female', { ar: 'أنثى', fr: 'Femme', en: 'Female', zgh: 'ⵜⴰⵎⵟⵟⵓⵜ' }],
    ['receipt.title', { ar: 'وصل', fr: 'Reçu', en: 'Receipt', zgh: 'ⴰⵙⴽⵉⵏ' }],
  ]);
  const sources = ["t('web.a') t('web.n', {count})", 't(`registry.sex.${code}`)'];

  test('are those that the sources name, and no others', () => {
    expect(Object.keys(textsFor('ar', texts, sources))).toEqual(['web.a', 'web.n.one', 'registry.sex.female']);
  });
  test('are found by whole keys and by beginnings', () => {
    const used = usedKeys(sources);
    expect([...used.whole]).toEqual(['web.a', 'web.n']);
    expect([...used.beginnings]).toEqual(['registry.sex.']);
  });
});

test('every key that a source asks for by name has a text in every language', () => {
  const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
  const texts = readTexts(here('../../locales'));
  const asked = readSources([here('../src')]).flatMap((source) => [...source.matchAll(/\bt\(\s*'([\w.]+)'/g)].map(([, key]) => key!));
  for (const key of new Set(asked)) {
    const entry = texts.get(key) ?? texts.get(`${key}.other`);
    for (const language of languages) expect(entry?.[language], `${key} in ${language}`).toBeTruthy();
  }
});

test('the first screen brings the texts of what it imports at once, and not those of pages that come later', () => {
  const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
  const reached = reachedFrom([here('../src/features/home/Home.svelte'), here('../src/features/registry/feature.ts')], here('../src'));
  expect(reached).toContain(here('../src/ui/PageHeader.svelte'));
  expect(reached).toContain(here('../src/i18n/index.svelte.ts'));
  expect(reached).not.toContain(here('../src/features/registry/PersonPage.svelte'));
});
