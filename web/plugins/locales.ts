import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { Plugin } from 'vite';

export const languages = ['ar', 'fr', 'en', 'zgh'] as const;
export type Language = (typeof languages)[number];
type Entry = Partial<Record<Language, string>>;

const plural = /\.(zero|one|two|few|many|other)$/;
const prefix = 'virtual:locale/';
const later = 'rest-';

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

/** The files that `entries` import at once, themselves among them; `$/` is the folder `root`. What they import later is left out. */
export function reachedFrom(entries: string[], root: string): string[] {
  const reached = new Set<string>();
  const waiting = [...entries];
  for (let file = waiting.pop(); file; file = waiting.pop()) {
    if (reached.has(file)) continue;
    reached.add(file);
    for (const [, name] of readFileSync(file, 'utf8').matchAll(/^\s*(?:import|export)\s(?:[^'"();]*\sfrom\s)?\s*['"]((?:\$\/|\.)[^'"]+)['"]/gm)) {
      const path = name!.startsWith('$/') ? join(root, name!.slice(2)) : resolve(dirname(file), name!);
      const found = ['', '.ts', '/index.ts'].map((ending) => path + ending).find((one) => /\.(svelte|ts)$/.test(one) && existsSync(one));
      if (found) waiting.push(found);
    }
  }
  return [...reached];
}

interface Folders {
  texts: string;
  sources: string[];
  except?: string[];
  /** The files with which the app begins, and the folder that `$/` stands for: their texts come first, the others later. */
  first?: { entries: string[]; root: string };
}

/**
 * Serves `virtual:locale/<language>`, a module whose default export maps text keys to texts, and `virtual:locale/rest-<language>`
 * with those that the first screen does without.
 */
export function locales(folders: Folders): Plugin {
  const first = () => (folders.first ? reachedFrom(folders.first.entries, folders.first.root) : folders.sources);
  return {
    name: 'jisr-locales',
    resolveId: (id) => (id.startsWith(prefix) ? `\0${id}` : null),
    load(id) {
      if (!id.startsWith(`\0${prefix}`)) return null;
      const name = id.slice(prefix.length + 1);
      const language = name.replace(later, '') as Language;
      for (const file of filesUnder(folders.texts, /\.json$/)) this.addWatchFile(file);
      const texts = readTexts(folders.texts);
      const at = textsFor(language, texts, readSources(first(), folders.except));
      if (!name.startsWith(later)) return `export default ${JSON.stringify(at)};`;
      const all = textsFor(language, texts, readSources(folders.sources, folders.except));
      return `export default ${JSON.stringify(Object.fromEntries(Object.entries(all).filter(([key]) => !(key in at))))};`;
    },
    handleHotUpdate({ file, server }) {
      if (file.startsWith(folders.texts)) server.hot.send({ type: 'full-reload' });
    },
  };
}
