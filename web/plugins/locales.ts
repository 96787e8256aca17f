import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';

export const languages = ['ar', 'fr', 'en', 'zgh'] as const;
export type Language = (typeof languages)[number];
type Entry = Partial<Record<Language, string>>;

const plural = /\.(zero|one|two|few|many|other)$/;
const prefix = 'virtual:locale/';

function filesUnder(folder: string, ending: RegExp): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((item) => {
    const path = join(folder, item.name);
    if (item.isDirectory()) return filesUnder(path, ending);
    return ending.test(item.name) ? [path] : [];
  });
}

/** Every text of locales/*.json by its key. */
export function readTexts(folder: string): Map<string, Entry> {
  const files = filesUnder(folder, /\.json$/);
  return new Map(
    files.flatMap((file) => Object.entries(JSON.parse(readFileSync(file, 'utf8')) as Record<string, Entry>)),
  );
}

/**
 * The keys that the sources name: whole ones ('web.login.title') and beginnings of computed ones
 * (`registry.sex.${code}`). Everything else in locales/ is for the server and stays out of the app.
 */
export function usedKeys(sources: string[]): { whole: Set<string>; beginnings: Set<string> } {
  const whole = new Set<string>();
  const beginnings = new Set<string>();
  for (const source of sources) {
    for (const [, key] of source.matchAll(/['"`]([a-z][a-z0-9_]*(?:\.[a-z0-9_]+)+)['"`]/g)) whole.add(key!);
    for (const [, key] of source.matchAll(/[`]([a-z][a-z0-9_]*(?:\.[a-z0-9_]+)*\.)\$\{/g)) beginnings.add(key!);
  }
  return { whole, beginnings };
}

/** The sources in `places`, folders or files, without those below one of `except`. */
export function readSources(places: string[], except: string[] = []): string[] {
  return places
    .flatMap((place) => (statSync(place).isDirectory() ? filesUnder(place, /\.(svelte|ts)$/) : [place]))
    .filter((file) => !file.endsWith('.test.ts') && !except.some((folder) => file.startsWith(folder)))
    .map((file) => readFileSync(file, 'utf8'));
}

export function textsFor(language: Language, texts: Map<string, Entry>, sources: string[]): Record<string, string> {
  const { whole, beginnings } = usedKeys(sources);
  const wanted = (key: string) =>
    whole.has(key) || whole.has(key.replace(plural, '')) || [...beginnings].some((start) => key.startsWith(start));
  const chosen: Record<string, string> = {};
  for (const [key, entry] of texts) {
    const text = entry[language] || entry.fr;
    if (wanted(key) && text !== undefined) chosen[key] = text;
  }
  return chosen;
}

/** Serves `virtual:locale/<language>`: a module whose default export maps text keys to texts. */
export function locales(folders: { texts: string; sources: string[]; except?: string[] }): Plugin {
  return {
    name: 'jisr-locales',
    resolveId: (id) => (id.startsWith(prefix) ? `\0${id}` : null),
    load(id) {
      if (!id.startsWith(`\0${prefix}`)) return null;
      const language = id.slice(prefix.length + 1) as Language;
      for (const file of filesUnder(folders.texts, /\.json$/)) this.addWatchFile(file);
      const texts = textsFor(language, readTexts(folders.texts), readSources(folders.sources, folders.except));
      return `export default ${JSON.stringify(texts)};`;
    },
    handleHotUpdate({ file, server }) {
      if (file.startsWith(folders.texts)) server.hot.send({ type: 'full-reload' });
    },
  };
}
