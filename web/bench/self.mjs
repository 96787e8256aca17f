// How soon the public pages can be used on a weak phone: 400 kbit/s, 300 ms there and back, a processor slowed down four times;
// and how long such a phone works for the proof of a registration. Wants build/jisr and the built page: make build.
// Usage: node bench/self.mjs [RUNS] [--json]      --json: one line for jisr_bench, which compares them with their targets itself
import { chromium } from '@playwright/test';
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const json = process.argv.includes('--json');
const runs = Number(process.argv.slice(2).find((word) => /^\d+$/.test(word)) ?? 5);
const slow = { offline: false, latency: 300, downloadThroughput: 400_000 / 8, uploadThroughput: 400_000 / 8 };
const most = { usable: 3000, proof: 2000 }; // ms

const folder = await mkdtemp(join(tmpdir(), 'jisr-bench-'));
const program = process.env.JISR ?? resolve(import.meta.dirname, '../../build/jisr');
const child = spawn(program, ['serve', '--demo', '--address', '127.0.0.1', '--port', '0', '--database', `sqlite:${folder}/jisr.db`, '--data', folder]);
const url = await new Promise((done) => child.stdout.on('data', (chunk) => {
  const found = /serves (http:\/\/\S+)/.exec(chunk.toString());
  if (found) done(found[1].replace('localhost', '127.0.0.1'));
}));
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu'] });

async function weakPhone() {
  const context = await browser.newContext({ viewport: { width: 360, height: 740 } });
  const page = await context.newPage();
  const devtools = await context.newCDPSession(page);
  await devtools.send('Network.enable');
  await devtools.send('Network.emulateNetworkConditions', slow);
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: 4 });
  let bytes = 0;
  devtools.on('Network.loadingFinished', ({ encodedDataLength }) => (bytes += encodedDataLength));
  return { context, page, bytes: () => bytes };
}

/** Until the button that begins can be pressed. */
async function usable() {
  const { context, page, bytes } = await weakPhone();
  const began = performance.now();
  await page.goto(`${url}/s`, { waitUntil: 'commit' });
  await page.locator('.press.main:not([disabled])').waitFor();
  const took = performance.now() - began;
  const arrived = bytes();
  await context.close();
  return { took, arrived };
}

/** The work alone, in the page's thread: the throttling of Chromium does not reach workers. */
async function work() {
  const { context, page } = await weakPhone();
  await page.goto(`${url}/s`);
  const source = await import('node:fs/promises').then((fs) => fs.readFile(new URL('../src/features/self/sha256.ts', import.meta.url), 'utf8'));
  const plain = await import('typescript').then(({ default: ts }) => ts.transpile(source, { target: 'es2020', module: 'esnext' }).replaceAll('export ', ''));
  const took = await page.evaluate(([plain, rounds, bits]) => {
    const solve = new Function(`${plain}; return solve;`)();
    const challenge = crypto.getRandomValues(new Int32Array(8));
    const began = performance.now();
    solve(challenge, rounds, bits);
    return performance.now() - began;
  }, [plain, ...(await fetch(`${url}/api/v1/self/challenge`).then((answer) => answer.json()).then(({ rounds, bits }) => [rounds, bits]))]);
  await context.close();
  return took;
}

const sorted = (list) => list.sort((a, b) => a - b);
const median = (list) => sorted(list)[Math.floor(list.length / 2)];
const first = [], bytes = [], proof = [];
for (let i = 0; i < runs; ++i) {
  const { took, arrived } = await usable();
  first.push(took);
  bytes.push(arrived);
  proof.push(await work());
}
const told = { usable_ms: median(first), usable_slowest_ms: Math.max(...first), proof_ms: median(proof), proof_slowest_ms: Math.max(...proof), wire_bytes: median(bytes) };
if (json) console.log(JSON.stringify(told));
else console.log(`usable after   ${Math.round(median(first))} ms (slowest ${Math.round(Math.max(...first))}, at most ${most.usable}), ${median(bytes)} bytes on the wire`);
if (!json) console.log(`proof of work  ${Math.round(median(proof))} ms (slowest ${Math.round(Math.max(...proof))}, at most ${most.proof})`);
await browser.close();
child.kill();
await rm(folder, { recursive: true, force: true });
process.exit(!json && (median(first) > most.usable || median(proof) > most.proof) ? 1 : 0);
