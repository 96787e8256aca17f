import { beforeEach, expect, test, vi } from 'vitest';

/** As the browser's: what is kept are its own keys. */
class Kept {
  [name: string]: unknown;
  getItem(name: string) {
    return (this[name] as string | undefined) ?? null;
  }
  setItem(name: string, value: string) {
    this[name] = value;
  }
  removeItem(name: string) {
    delete this[name];
  }
}
let kept = new Kept();
let who = 'a';
vi.mock('$/api/client', () => ({ api: { get: () => Promise.resolve({ key: `key of ${who}` }) } }));

/** The module as a page that was opened anew has it. */
async function page(user: string) {
  who = user;
  vi.resetModules();
  const drafts = await import('./draft.svelte');
  await drafts.draftsOf(user);
  return drafts;
}
const onDevice = () => Object.values(kept).join();
const written = () => vi.waitFor(() => expect(onDevice()).not.toBe(''));
const typed = { given_name_latin: 'Khadija', national_id: 'JC621097' };

beforeEach(() => {
  kept = new Kept();
  vi.stubGlobal('localStorage', kept);
});

test('a draft comes back to the one who wrote it, and the device tells nobody what it says', async () => {
  (await page('a')).writeDraft('person', typed);
  await written();
  expect(onDevice()).not.toMatch(/Khadija|JC621097/);
  expect((await page('a')).readDraft('person')).toEqual(typed);
  expect((await page('b')).readDraft('person')).toBeNull();
});

test('of what is typed fast the last stays', async () => {
  const drafts = await page('a');
  for (const name of ['K', 'Kh', 'Khadija']) drafts.writeDraft('person', { name });
  await written();
  await new Promise((done) => setTimeout(done, 20));
  expect((await page('a')).readDraft('person')).toEqual({ name: 'Khadija' });
});

test('nothing stays of what was saved, nor after signing out', async () => {
  const drafts = await page('a');
  drafts.writeDraft('person', typed);
  drafts.clearDraft('person'); // before it was locked
  await new Promise((done) => setTimeout(done, 20));
  expect(onDevice()).toBe('');
  drafts.writeDraft('person', typed);
  await written();
  drafts.clearDrafts();
  expect(onDevice()).toBe('');
  expect(drafts.readDraft('person')).toBeNull();
});

test('what is older than a week, or was kept open to all, goes', async () => {
  (await page('a')).writeDraft('person', typed);
  await written();
  kept.setItem('jisr.draft.a.open', JSON.stringify({ at: Date.now(), values: typed }));
  vi.useFakeTimers({ now: Date.now() + 8 * 24 * 3600 * 1000, toFake: ['Date'] });
  expect((await page('a')).readDraft('person')).toBeNull();
  vi.useRealTimers();
  expect(onDevice()).toBe('');
});
