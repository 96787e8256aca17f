import { expect, test, vi } from 'vitest';

vi.mock('$/offline/lock', () => ({ openLock: () => Promise.resolve(false), locked: () => Promise.reject(new Error('no key')) })); // it comes from a server
vi.stubGlobal('localStorage', { getItem: () => null, setItem: () => {}, removeItem: () => {} });
const { writeDraft } = await import('$/offline/draft.svelte');
const { Form } = await import('$/ui/form.svelte');
const { changeOf, differences, sidesOf } = await import('./conflict');
const { blank, fieldsOf } = await import('./values');
type Person = import('./types').Person;

const seen = { ...fieldsOf(blank), family_name_ar: 'أيت باها', phone: '+212612345678', schooling: 'primary', birth_year: 1990, version: 1 } as Person;
const saved = { ...seen, phone: '+212600000000', schooling: 'higher', version: 2 } as Person;

test('a draft of an older version keeps what it began from: what she left alone is as it was saved since', () => {
  const draft = { draft: 'person 1 who' };
  const begun = new Form(changeOf(seen, null, '"1"'), draft);
  begun.values.family_name_ar = 'أيت حماد';
  writeDraft(draft.draft, JSON.parse(JSON.stringify(begun.values)));

  const again = new Form(changeOf(saved, null, '"2"'), draft);
  expect([again.restored, again.values.etag]).toEqual([true, '"1"']);
  const { base, mine } = sidesOf(again.values);
  const usual = differences(base, mine, saved).map(({ field, usual }) => [field.name, usual]);
  expect(Object.fromEntries(usual)).toEqual({ family_name_ar: 'mine', phone: 'theirs', schooling: 'theirs' });
  expect(Object.keys(mine)).not.toContain('base');

  again.reset();
  expect(again.values).toMatchObject({ phone: '06 00 00 00 00', etag: '"2"', base: { phone: '06 00 00 00 00' } });
});
