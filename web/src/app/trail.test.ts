import { beforeEach, expect, test, vi } from 'vitest';

/** As a browser has it: entries, and where one stands among them. */
const tab = { entries: [] as { path: string; state: unknown }[], at: 0 };
let moved = () => {};
vi.stubGlobal('location', { get pathname() { return tab.entries[tab.at]?.path ?? '/'; }, search: '' });
vi.stubGlobal('history', {
  get state() {
    return tab.entries[tab.at]?.state ?? null;
  },
  pushState(state: unknown, _: string, path: string) {
    tab.entries.splice(++tab.at, Infinity, { path, state: structuredClone(state) });
  },
  replaceState(state: unknown, _: string, path = tab.entries[tab.at]!.path) {
    tab.entries[tab.at] = { path, state: structuredClone(state) };
  },
  go(by: number) {
    if (!tab.entries[tab.at + by]) return;
    tab.at += by;
    moved();
  },
});
vi.stubGlobal('scrollTo', () => {});
vi.stubGlobal('addEventListener', (kind: string, listener: () => void) => kind === 'popstate' && (moved = listener));
vi.stubGlobal('document', { addEventListener: () => {}, querySelector: () => null });
const stored = new Map<string, string>();
vi.stubGlobal('sessionStorage', {
  getItem: (key: string) => stored.get(key) ?? null,
  setItem: (key: string, value: string) => stored.set(key, value),
});

/** The page as it is after it was loaded, with the file that is being made. */
async function load(of: string) {
  vi.resetModules();
  const { listen, navigate } = await import('./router.svelte');
  const { Trail } = await import('./trail.svelte');
  listen();
  const file = { of };
  return { trail: new Trail(() => file.of), file, navigate };
}
const back = () => history.go(-1);
const forward = () => history.go(1);

beforeEach(() => {
  tab.entries = [{ path: '/', state: null }, { path: '/persons/new', state: null }];
  tab.at = 1;
  stored.clear();
});

test('back goes one step back, forward goes on, and the page is left from where it was come to', async () => {
  const { trail } = await load('a');
  const seen = [trail.step];
  for (const step of [0, 1, 2]) {
    trail.go(step);
    seen.push(trail.step);
  }
  for (const press of [back, back, forward, back, back]) {
    press();
    seen.push(trail.step);
  }
  expect(seen).toEqual([-1, 0, 1, 2, 1, 0, 1, 0, -1]);
  back();
  expect(location.pathname).toBe('/');
});

test('the button of the page goes back in the history too, and leaves no entry twice', async () => {
  const { trail } = await load('a');
  for (const step of [0, 1, 0, 1, 2, 0, -1]) {
    trail.go(step);
    expect(trail.step).toBe(step);
  }
  expect([tab.at, tab.entries.length]).toEqual([1, 5]);
});

test('a step that was not come from takes the place of the present one', async () => {
  const { trail } = await load('a');
  trail.go(2);
  trail.go(1);
  expect([trail.step, tab.at]).toEqual([1, 2]);
  back();
  expect(trail.step).toBe(-1);
});

test('a reload stays at the step, and the way back is as it was', async () => {
  const before = await load('a');
  before.trail.go(0);
  before.trail.go(1);
  const { trail } = await load('a');
  trail.resume();
  expect(trail.step).toBe(1);
  back();
  expect(trail.step).toBe(0);
});

test('a draft that was found begins at the first step, from which the page is left', async () => {
  const { trail } = await load('a');
  trail.resume();
  expect(trail.step).toBe(0);
  trail.go(1);
  trail.go(-1);
  expect(trail.step).toBe(-1);
  trail.go(0);
  back();
  back();
  expect(trail.step).toBe(0);
  back();
  expect(location.pathname).toBe('/');
});

test('no entry leads back to a file that was made: it is known as past, and left for where the page was come to', async () => {
  const { trail, file } = await load('a');
  for (const step of [0, 1, 2]) trail.go(step);
  trail.leave();
  expect([trail.step, tab.at]).toEqual([-1, 1]);
  file.of = 'b';
  forward();
  expect([trail.step, trail.isPast]).toEqual([-1, true]);
  trail.leave();
  expect([tab.at, trail.isPast]).toEqual([1, false]);
});

test('from the file that was made, back leads to no step of it, nor does a reload there', async () => {
  const before = await load('a');
  for (const step of [0, 1]) before.trail.go(step);
  before.navigate('/persons/a');
  back();
  const { trail } = await load('b');
  expect([trail.step, trail.isPast]).toEqual([-1, true]);
  trail.go(0); // the next one is begun there
  expect(trail.step).toBe(0);
  trail.leave();
  expect([tab.at, trail.step]).toEqual([1, -1]);
});

test('an entry says nothing but numbers', async () => {
  const { trail } = await load('0198a2c4-0000-7000-8000-000000000000');
  for (const step of [0, 1]) trail.go(step);
  expect(tab.entries.map(({ path }) => path)).toEqual(['/', '/persons/new', '/persons/new', '/persons/new']);
  const { key } = tab.entries.at(-1)!.state as { key: string };
  expect(JSON.parse(stored.get(`jisr.page.${key}`)!)).toEqual({
    given: { step: 1, of: '0198a2c4-0000-7000-8000-000000000000', below: [-1, 0], depth: 2 }, from: '/persons/new',
  });
});
