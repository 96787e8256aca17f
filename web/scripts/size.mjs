// What a first visit downloads before anything can be seen: the entry, what it imports and its styles,
// plus the texts of one language. Fails above the budget. --json: the totals on one line, for jisr_bench, which holds them to
// their budgets itself. Fonts are counted apart; the public pages have none.
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

const dist = new URL('../dist/', import.meta.url);
const json = process.argv.includes('--json');
const totals = {};
let failed = false;

/** The files that the `pages` of a build need, by its manifest: each by the name of its source, or of the group it went into. */
function filesOf(manifestName, pages) {
  const manifest = JSON.parse(readFileSync(new URL(`.vite/${manifestName}`, dist), 'utf8'));
  const files = new Set();
  const take = (key) => {
    const chunk = manifest[key];
    if (!chunk || files.has(chunk.file)) return;
    files.add(chunk.file);
    (chunk.css ?? []).forEach((file) => files.add(file));
    (chunk.assets ?? []).filter((file) => !file.endsWith('.woff2')).forEach((file) => files.add(file));
    (chunk.imports ?? []).forEach(take);
  };
  for (const page of [...pages, 'virtual:locale/ar']) {
    const key = Object.keys(manifest).find((each) => each.endsWith(page) || manifest[each].name === page);
    if (!key) throw new Error(`the build has no ${page}`);
    take(key);
  }
  return files;
}

function hold(name, what, files, budget) {
  let total = 0;
  for (const file of files) {
    const bytes = gzipSync(readFileSync(new URL(file, dist)), { level: 9 }).length;
    total += bytes;
    if (!json) console.log(`${String(bytes).padStart(8)}  ${file}`);
  }
  totals[name] = total;
  if (!json) console.log(`${String(total).padStart(8)}  ${what}, gzip, in bytes (at most ${budget})\n`);
  failed ||= total > budget;
}

// A visitor who is not known yet sees the log-in page; one who is sees the home page.
const pages = ['base', 'src/features/identity/Login.svelte', 'shell'];
hold('app', 'first load, JS + CSS', filesOf('manifest.json', pages), 100_000);
hold('self', 'first screen of the public pages, in all', new Set(['s/index.html', ...filesOf('self.json', ['s/index.html'])]), 60_000);
if (json) console.log(JSON.stringify(totals));
else if (failed) process.exit(1);
