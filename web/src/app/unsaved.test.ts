import { expect, test, vi } from 'vitest';

const typed = { here: false, drafts: [] as { form: string; at: number; values: unknown }[] };
vi.mock('$/offline/draft.svelte', () => ({ begunDrafts: () => typed.drafts, isTypedHere: () => typed.here }));
vi.stubGlobal('location', { pathname: '/', search: '' });
vi.stubGlobal('history', { state: null });
vi.stubGlobal('navigator', { onLine: true });
vi.stubGlobal('addEventListener', () => {});
vi.stubGlobal('setInterval', () => {});
vi.stubGlobal('localStorage', { getItem: () => null, setItem: () => {}, removeItem: () => {} });
vi.stubGlobal('document', { documentElement: { dataset: {} }, addEventListener: () => {} });
const { unsaved } = await import('./unsaved');

test('who typed nothing has nothing to lose', () => expect(unsaved()).toEqual([]));

test('each form that was begun is named, with whom it is about and the way back to it', () => {
  const woman = { given_name_ar: '', family_name_ar: '', given_name_latin: 'Itto', family_name_latin: 'Ouchen' };
  typed.drafts = [
    { form: 'person', at: 4, values: woman }, { form: 'person 17 where', at: 3, values: woman }, { form: 'organisation', at: 2, values: { name_ar: 'تعاونية أملو' } },
    { form: 'user', at: 1, values: undefined }, // of another window
  ];
  typed.here = true;
  expect(unsaved()).toEqual([
    { label: 'web.leaving.page' },
    { label: 'registrants.register.title', about: 'Itto Ouchen', href: '/persons/new', at: 4 },
    { label: 'registrants.edit.title', about: 'Itto Ouchen', href: '/persons/17/edit/where', at: 3 },
    { label: 'organisations.new', about: 'تعاونية أملو', href: '/organisations/new', at: 2 },
    { label: 'web.user.new_title', at: 1 },
  ]);
});

test('every form that keeps a draft says where it is', async () => {
  const { begunForm } = await import('./features');
  const sources = import.meta.glob<string>('../features/**/*.svelte', { eager: true, query: '?raw', import: 'default' });
  const names = Object.values(sources).flatMap((source) => [...source.matchAll(/new Form[^;]*\{ draft: ['`]([^'`]+)/g)].map(([, name]) => name!));
  expect(names.length).toBeGreaterThan(4);
  for (const name of names) expect(begunForm(name, undefined)?.href, name).toMatch(/^\//);
});
