import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';

const id = 'virtual:clips';
const recording = /^(.+)\.(mp3|ogg)$/;

/** The recorded clips: by language, the text keys that have one and its file. */
export function clipsUnder(folder: string): Record<string, Record<string, string>> {
  if (!existsSync(folder)) return {};
  const languages = readdirSync(folder, { withFileTypes: true }).filter((item) => item.isDirectory());
  return Object.fromEntries(
    languages.map(({ name }) => {
      const files = readdirSync(join(folder, name)).filter((file) => recording.test(file)).sort();
      return [name, Object.fromEntries(files.map((file) => [recording.exec(file)![1]!, `/audio/${name}/${file}`]))];
    }),
  );
}

/** Serves `virtual:clips`: which texts were recorded, so that the page asks for no file that is not there. */
export function clips(folder: string): Plugin {
  return {
    name: 'jisr-clips',
    resolveId: (asked) => (asked === id ? `\0${id}` : null),
    load: (asked) => (asked === `\0${id}` ? `export default ${JSON.stringify(clipsUnder(folder))};` : null),
  };
}
