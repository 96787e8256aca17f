// What a first visit downloads before anything can be seen: the entry, what it imports and its styles,
// plus the texts of one language. Fails above the budget. Fonts are counted apart.
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

const budget = 100_000;
const dist = new URL('../dist/', import.meta.url);
const manifest = JSON.parse(readFileSync(new URL('.vite/manifest.json', dist), 'utf8'));

const files = new Set();
function take(key) {
  const chunk = manifest[key];
  if (!chunk || files.has(chunk.file)) return;
  files.add(chunk.file);
  (chunk.css ?? []).forEach((file) => files.add(file));
  (chunk.imports ?? []).forEach(take);
}
const firstLanguage = Object.keys(manifest).find((key) => key.endsWith('virtual:locale/ar'));
// A visitor who is not known yet sees the log-in page; one who is sees the home page.
const firstPages = ['src/features/identity/Login.svelte', 'src/app/Shell.svelte', 'src/features/home/Home.svelte'];
['index.html', firstLanguage, ...firstPages].forEach(take);

let total = 0;
for (const file of files) {
  const bytes = gzipSync(readFileSync(new URL(file, dist)), { level: 9 }).length;
  total += bytes;
  console.log(`${String(bytes).padStart(8)}  ${file}`);
}
console.log(`${String(total).padStart(8)}  first load, JS + CSS, gzip, in bytes (at most ${budget})`);
if (total > budget) process.exit(1);
