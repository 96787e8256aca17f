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
/** The browser's locks: each is held by one window, until that is closed. */
class Locks {
  constructor(readonly held: Map<string, Locks>) {}
  async request(name: string, { signal }: { signal: AbortSignal }, work: () => Promise<void>) {
    while (this.held.has(name)) {
      if (signal.aborted) throw signal.reason;
      await new Promise((turn) => setTimeout(turn, 10));
    }
    this.held.set(name, this);
    await work();
    this.held.delete(name);
  }
  async query() {
    return { held: [...this.held.keys()].map((name) => ({ name })) };
  }
  close() {
    for (const [name, owner] of this.held) if (owner === this) this.held.delete(name);
  }
}
let kept = new Kept();
let held = new Map<string, Locks>();
let who = 'a';
vi.mock('$/api/client', () => ({ api: { get: () => Promise.resolve({ key: `key of ${who}` }) } }));

/** The module as a window has it that was opened anew, or with `session` reloaded. */
async function open(user: string, session = new Kept()) {
  who = user;
  vi.resetModules();
  const locks = new Locks(held);
  vi.stubGlobal('sessionStorage', session);
  vi.stubGlobal('navigator', { locks });
  const drafts = await import('./draft.svelte');
  await drafts.draftsOf(user);
  return { ...drafts, session, close: () => locks.close() };
}
/** The same, of a browser that has one window. */
const page = (user: string) => {
  held.clear();
  return open(user);
};
const onDevice = () => Object.values(kept).join();
const written = () => vi.waitFor(() => expect(onDevice()).not.toBe(''));
const typed = { given_name_latin: 'Khadija', national_id: 'JC621097' };

beforeEach(() => {
  kept = new Kept();
  held = new Map();
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
  kept.setItem('jisr.draft.a.0.open', JSON.stringify({ at: Date.now(), values: typed }));
  vi.useFakeTimers({ now: Date.now() + 8 * 24 * 3600 * 1000, toFake: ['Date'] });
  expect((await page('a')).readDraft('person')).toBeNull();
  vi.useRealTimers();
  expect(onDevice()).toBe('');
});

test('two windows have a draft each, and neither loses its own by a reload or by what the other saves', async () => {
  const first = await open('a');
  first.writeDraft('person', { name: 'Khadija' });
  await written();
  const second = await open('a');
  expect(second.takeDraft('person')).toBeNull(); // being typed elsewhere
  vi.stubGlobal('sessionStorage', second.session);
  second.writeDraft('person', { name: 'Itto' });
  await vi.waitFor(() => expect(Object.keys(kept)).toHaveLength(2));
  first.close();
  const again = await open('a', first.session);
  expect(again.takeDraft('person')).toEqual({ name: 'Khadija' });
  again.clearDraft('person');
  second.close();
  expect((await open('a', second.session)).takeDraft('person')).toEqual({ name: 'Itto' });
});

test('what closed windows left can be taken up, the newest at once, and what stood there waits in its stead', async () => {
  for (const name of ['Khadija', 'Itto']) {
    const one = await open('a');
    one.writeDraft('person', { name });
    one.writeDraft('person/file', { of: name });
    await vi.waitFor(() => expect(Object.keys(kept)).toHaveLength(name === 'Itto' ? 4 : 2));
    await new Promise((done) => setTimeout(done, 5));
    if (name === 'Itto') held.clear(); // both are closed
  }
  const third = await open('a');
  expect(third.takeDraft('person')).toEqual({ name: 'Itto' });
  const [left, ...more] = third.leftDrafts('person');
  expect([left!.values, more]).toEqual([{ name: 'Khadija' }, []]);
  expect(third.takeUp('person', left!.slot)).toEqual({ name: 'Khadija' });
  expect(third.readDraft('person/file')).toEqual({ of: 'Khadija' });
  expect(third.leftDrafts('person').map(({ values }) => values)).toEqual([{ name: 'Itto' }]);
  third.clearDraft('person');
  expect(Object.keys(kept)).toHaveLength(2); // of the other, with its part
});

test('what is being typed in a window outlasts signing out in another, once she has signed in again', async () => {
  const first = await open('a');
  const second = await open('a');
  second.writeDraft('person', typed);
  second.writeDraft('person/file', { id: '1' });
  await vi.waitFor(() => expect(Object.keys(kept)).toHaveLength(2));
  vi.stubGlobal('sessionStorage', first.session);
  first.clearDrafts();
  expect(onDevice()).toBe('');
  vi.stubGlobal('sessionStorage', second.session);
  await second.draftsOf('a');
  await vi.waitFor(() => expect(Object.keys(kept)).toHaveLength(2));
  second.close();
  const again = await open('a', second.session);
  expect([again.takeDraft('person'), again.readDraft('person/file')]).toEqual([typed, { id: '1' }]);
});

test('a window that was doubled leaves the draft to the first', async () => {
  const first = await open('a');
  first.writeDraft('person', typed);
  await written();
  const doubled = Object.assign(new Kept(), first.session);
  expect((await open('a', doubled)).takeDraft('person')).toBeNull();
});

test('what signing out would remove is told: of this window, of closed ones and of others that are open', async () => {
  const first = await open('a');
  first.writeDraft('organisation', { name_ar: 'أملو' });
  await written();
  const second = await open('a');
  vi.stubGlobal('sessionStorage', second.session);
  await new Promise((done) => setTimeout(done, 5));
  second.writeDraft('person', typed);
  second.writeDraft('person/file', { id: '1' });
  await vi.waitFor(() => expect(Object.keys(kept)).toHaveLength(3));
  expect(second.begunDrafts()).toMatchObject([{ form: 'person', values: typed }, { form: 'organisation', values: undefined }]);
  first.close();
  second.close();
  const third = await open('a');
  expect(third.begunDrafts().map(({ form, values }) => [form, values])).toEqual([['person', typed], ['organisation', { name_ar: 'أملو' }]]);
  third.clearDrafts();
  expect(third.begunDrafts()).toEqual([]);
});
