import { beforeEach, expect, test, vi } from 'vitest';
import { blank } from './values';

/** As the browser's: what is kept are its own keys. */
class Kept {
  [name: string]: unknown;
  getItem(name: string) {
    return this[name] as string;
  }
  setItem(name: string, value: string) {
    this[name] = value;
  }
  removeItem(name: string) {
    delete this[name];
  }
}
let kept = new Kept();
const answers: unknown[] = [];
let otherTab = (_: { key: string; newValue: string | null }) => {};
vi.stubGlobal('addEventListener', (kind: string, listen: typeof otherTab) => kind === 'storage' && (otherTab = listen));
let herself = false;
vi.stubGlobal('navigator', { onLine: true });
vi.mock('$/app/session.svelte', () => ({ current: { session: { user: { id: 'a' } } }, goOn: async () => herself }));
vi.mock('$/offline/lock', () => ({
  openLock: async () => true, locked: async (value: unknown) => JSON.stringify(value), unlocked: async (text: string) => JSON.parse(text) as unknown,
}));
vi.mock('$/api/client', () => {
  const answer = () => {
    const next = answers.shift();
    return next instanceof Error ? Promise.reject(next) : Promise.resolve(next);
  };
  return { api: { post: answer, get: answer }, isProblem: (thrown: { slug?: string }, slug: string) => thrown.slug === slug };
});

/** The module as a page that was opened anew has it, and a refusal as it knows one. */
async function page() {
  vi.resetModules();
  const { ApiProblem } = await import('$/api/problem');
  const module = await import('./waiting.svelte');
  await module.openWaiting();
  return { ...module, refused: (status: number, slug: string) => new ApiProblem(status, slug, slug, '') };
}
const woman = { id: '1', body: { id: '1' }, values: blank, edition: 'e' };
const person = { id: '1', full_name_ar: 'تودة', reference: 'GON-26-000123-7' };

beforeEach(() => {
  kept = new Kept();
  vi.stubGlobal('localStorage', kept);
  answers.length = 0;
  herself = false;
});

test('whom the server does not take is looked at, and stays on the device until she is saved', async () => {
  const { keepWaiting, sendWaiting, forgetWaiting, waiting, refused } = await page();
  await keepWaiting(woman);
  answers.push(refused(409, 'duplicate'));
  await sendWaiting();
  expect([waiting.pending, waiting.faulty.map(({ fault }) => fault)]).toEqual([[], ['duplicate']]);
  expect((await page()).waiting.faulty).toHaveLength(1);
  forgetWaiting('1');
  expect((await page()).waiting.list).toEqual([]);
});

test('another session on the same browser, as no network, is no fault of hers', async () => {
  const { keepWaiting, sendWaiting, waiting, refused } = await page();
  await keepWaiting(woman);
  for (const problem of [refused(403, 'csrf_failed'), refused(0, 'unreachable')]) {
    answers.push(problem);
    await sendWaiting();
    expect(waiting.pending).toHaveLength(1);
  }
});

test('an agent who signed in anew in another tab is no other: her women go with the new session', async () => {
  const { keepWaiting, sendWaiting, waiting, refused } = await page();
  await keepWaiting(woman);
  herself = true;
  answers.push(refused(403, 'csrf_failed'), person);
  await sendWaiting();
  expect([waiting.list, waiting.arrived.map(({ reference }) => reference)]).toEqual([[], [person.reference]]);
});

test('whom another tab of the agent keeps, sends or drops is known to this one', async () => {
  const { sendWaiting, waiting, refused } = await page();
  const key = 'jisr.waiting.a.2';
  const told = () => [waiting.list.map(({ id }) => id), waiting.arrived.map(({ reference }) => reference)];
  const keep = async () => {
    otherTab({ key, newValue: JSON.stringify({ ...woman, id: '2' }) });
    otherTab({ key: 'jisr.waiting.b.3', newValue: JSON.stringify({ ...woman, id: '3' }) });
    await vi.waitFor(() => expect(told()).toEqual([['2'], []]));
  };
  await keep();
  answers.push(refused(404, 'not_found')); // dropped
  otherTab({ key, newValue: null });
  await vi.waitFor(() => expect(told()).toEqual([[], []]));
  await keep();
  answers.push(refused(0, 'unreachable'), person); // this tab has no network yet
  otherTab({ key, newValue: null });
  await vi.waitFor(() => expect(told()).toEqual([[], []]));
  await sendWaiting();
  await vi.waitFor(() => expect(told()).toEqual([[], [person.reference]]));
});

test('who had arrived before the answer was lost is found by her number', async () => {
  const { keepWaiting, sendWaiting, waiting, refused } = await page();
  await keepWaiting(woman);
  answers.push(refused(409, 'already_exists'), person);
  await sendWaiting();
  expect([waiting.list, waiting.arrived.map(({ reference }) => reference)]).toEqual([[], [person.reference]]);
});
