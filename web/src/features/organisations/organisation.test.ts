import { expect, test } from 'vitest';
import { beadsOf, blank, dayOf, daysLeft, fieldsOf, newMember, placeIn, stepsOf, valuesOf, womensPart, type LegalStep, type Organisation, type OrganisationSummary } from './organisation';

const commune = { level: 'commune', code: '10.261.01.03', name_ar: 'كلميم', name_fr: 'Guelmim' } as const;

test('what was typed is sent without what was not answered', () => {
  const typed = { ...blank, name_ar: ' تعاونية أملو ', commune, members_total: '7', share_value: '100,50', members: [{ ...newMember('cooperative'), full_name: 'فاطمة', shares: '3', paid: '150' }] };
  expect(fieldsOf(typed)).toEqual({
    kind: 'cooperative', name_ar: 'تعاونية أملو', commune_code: commune.code, members_total: 7, share_value: 10050,
    members: [{ full_name: 'فاطمة', role: 'member', shares: 3, paid: 15000 }],
  });
  expect(fieldsOf({ ...typed, share_value: 'مئة' }).share_value).toBe('مئة');
});

test('members and shares are counted in the digits of any keyboard', () => {
  const typed = { ...blank, members_total: ' ١٢ ', members_women: '۷', share_value: '۱۰۰', members: [{ ...newMember('cooperative'), shares: '٣' }] };
  expect(fieldsOf(typed)).toMatchObject({ members_total: 12, members_women: 7, share_value: 10000, members: [{ shares: 3 }] });
});

test('what is read, not changed and sent says the same', () => {
  const kept = {
    ...fieldsOf({ ...blank, name_latin: 'Amlou', commune, members_women: '5', share_value: '100' }),
    members: [{ person_id: 'p1', full_name: 'F', role: 'president', sex: 'female', shares: 2, paid: 12050, joined_on: '2026-01-01', left_on: null, national_id: null, phone: null }],
  };
  const sent = fieldsOf(valuesOf(kept as unknown as Organisation, commune));
  expect(sent).toEqual({ ...kept, members: [{ person_id: 'p1', full_name: 'F', role: 'president', sex: 'female', shares: 2, paid: 12050, joined_on: '2026-01-01' }] });
});

test('one that was registered before says what is known of it', () => {
  expect(stepsOf(blank)).toEqual([]);
  expect(stepsOf({ ...blank, is_registered: 'yes', number: ' 77 ' })).toEqual([{ act: 'register', number: '77' }]);
});

test('a partner belongs to a company, a member to a cooperative', () => {
  expect([newMember('company').role, newMember('cooperative').role]).toEqual(['partner', 'member']);
});

test('the share of women is told where it is known', () => {
  expect(womensPart({ members: 5, women: 5 })).toBe('all');
  expect(womensPart({ members: 5, women: 3 })).toBe('majority');
  expect(womensPart({ members: 4, women: 2 })).toBe('minority');
  expect(womensPart({ members: 4, women: null })).toBeNull();
});

test('the way shows where it stands and what stopped it', () => {
  expect(beadsOf('company', 'forming').map(({ standing }) => standing)).toEqual(['here', 'ahead', 'ahead', 'ahead']);
  expect(beadsOf('cooperative', 'name_refused')[1]).toEqual({ id: 'name_refused', standing: 'left' });
  expect(beadsOf('cooperative', 'dissolved').at(-1)).toEqual({ id: 'dissolved', standing: 'left' });
  expect(beadsOf('cooperative', 'dormant').at(-1)).toEqual({ id: 'dormant', standing: 'here' });
});

test('a certificate runs out', () => {
  expect(daysLeft('2026-12-01', '2026-11-22')).toBe(9);
  expect(daysLeft('2026-11-20', '2026-11-22')).toBe(-2);
});

test('a state has the day of the step that stands', () => {
  const step = (act: string, happened_on: string, undone_at: string | null = null) => ({ act, happened_on, undone_at }) as LegalStep;
  const steps = [step('register', '2026-01-01', '2026-01-02T00:00:00Z'), step('register', '2026-01-03')];
  expect(dayOf(steps, 'registered')).toBe('2026-01-03');
  expect(dayOf(steps, 'active')).toBeNull();
});

test('a line of the list is about the place it is narrowed to, else the newest that stands', () => {
  const [old, gone, now] = [
    { id: 'r1', edition_id: 'e1', state: 'active', phase: 'graduated' }, { id: 'r2', edition_id: 'e2', state: 'withdrawn', phase: 'eligible' },
    { id: 'r3', edition_id: 'e3', state: 'active', phase: 'eligible' },
  ] as const;
  const one = { registrations: [old, now, gone] } as unknown as OrganisationSummary;
  expect(placeIn(one, { edition: '', phase: '' })).toBe(now);
  expect(placeIn(one, { edition: 'e1', phase: '' })).toBe(old);
  expect(placeIn(one, { edition: '', phase: 'graduated' })).toBe(old);
  expect(placeIn(one, { edition: 'e2', phase: '' })).toBeUndefined();
});
