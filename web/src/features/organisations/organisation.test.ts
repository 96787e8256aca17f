import { expect, test } from 'vitest';
import { blank, fieldsOf, newMember, valuesOf, type Organisation } from './organisation';

const commune = { level: 'commune', code: '10.261.01.03', name_ar: 'كلميم', name_fr: 'Guelmim' } as const;

test('what was typed is sent without what was not answered', () => {
  const typed = { ...blank, name_ar: ' تعاونية أملو ', commune, members_total: '7', members: [{ ...newMember('cooperative'), full_name: 'فاطمة' }] };
  expect(fieldsOf(typed)).toEqual({
    kind: 'cooperative', legal_state: 'forming', name_ar: 'تعاونية أملو', commune_code: commune.code, members_total: 7,
    members: [{ full_name: 'فاطمة', role: 'member' }],
  });
});

test('what is read, not changed and sent says the same', () => {
  const kept = { ...fieldsOf({ ...blank, name_latin: 'Amlou', commune, members_women: '5' }), members: [{ person_id: 'p1', full_name: 'F', role: 'president', national_id: null, phone: null }] };
  const sent = fieldsOf(valuesOf(kept as unknown as Organisation, commune));
  expect(sent).toEqual({ ...kept, members: [{ person_id: 'p1', full_name: 'F', role: 'president' }] });
});

test('a partner belongs to a company, a member to a cooperative', () => {
  expect([newMember('company').role, newMember('cooperative').role]).toEqual(['partner', 'member']);
});
