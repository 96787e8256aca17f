import { expect, test } from 'vitest';
import { matching } from './matching';

const places = [
  { name_ar: 'كلميم', name_fr: 'Guelmim' },
  { name_ar: 'آسا الزاك', name_fr: 'Assa-Zag' },
  { name_ar: 'الحسيمة', name_fr: 'Al Hoceïma' },
];
const found = (typed: string) => matching(places, typed).map(({ name_fr }) => name_fr);

test('a place is found by the first letters of a word in either script, without accents and article', () => {
  expect(found('gu')).toEqual(['Guelmim']);
  expect(found('كل')).toEqual(['Guelmim']);
  expect(found('اسا')).toEqual(['Assa-Zag']);
  expect(found('zag')).toEqual(['Assa-Zag']);
  expect(found('الزا')).toEqual(['Assa-Zag']);
  expect(found('حسي')).toEqual(['Al Hoceïma']);
  expect(found('hocei')).toEqual(['Al Hoceïma']);
});

test('nothing typed shows all, and nothing fitting none', () => {
  expect(found('')).toHaveLength(3);
  expect(found('xx')).toEqual([]);
});
