import { expect, test } from 'vitest';
import { emptyAnswers } from './draft';
import { bodyOf, faultOf, firstOpen, isSkipped, papersFor, screens } from './flow';

const consent = { notice_version: 'ar-1', language: 'ar' };
const body = (changes: object) => bodyOf({ ...emptyAnswers(), ...changes }, consent);

test('a man with a disability is sent as who he is; a woman who tells of none denies none', () => {
  expect(body({ who: 'man_disabled' })).toMatchObject({ sex: 'male', disability_declared: true });
  expect(body({ who: 'woman_disabled' })).toMatchObject({ sex: 'female', disability_declared: true });
  expect(body({ who: 'woman' })).toMatchObject({ sex: 'female', disability_declared: null });
});

test('one answer says what she does or with whom', () => {
  expect(body({ work_situation: 'crafts' })).toMatchObject({ work_situation: 'crafts', participation: 'individual' });
  expect(body({ work_situation: 'self_employed' })).toMatchObject({ work_situation: 'self_employed', participation: 'self_employed' });
  expect(body({ work_situation: 'cooperative_member' })).toMatchObject({ work_situation: null, participation: 'cooperative_member' });
});

test('the reading aid asks one question a screen, papers last and only where some are wanted', () => {
  expect(screens(true, 1, true).every((screen) => screen.length === 1)).toBe(true);
  expect(screens(true, 2, true)[0]).toEqual(['edition']);
  expect(screens(false, 1, true).at(-1)).toEqual(['papers']);
  expect(screens(false, 1, false).flat()).not.toContain('papers');
  expect(papersFor(['national_id', 'disability_card'], 'woman')).toEqual(['national_id']);
  expect(papersFor(['national_id', 'disability_card'], 'man_disabled')).toEqual(['national_id', 'disability_card']);
});

test('what is needed is asked for, what is optional may be passed', () => {
  const answers = emptyAnswers();
  expect(faultOf('who', answers)).toBe('self.question.required');
  expect(faultOf('phone', { ...answers, phone: '0612' })).toBe('self.question.phone_wrong');
  expect(faultOf('phone', { ...answers, phone: '06 12 34 56 78' })).toBeUndefined();
  expect(faultOf('work', answers)).toBeUndefined();
  expect(isSkipped(['work'], answers, 0)).toBe(true);
  expect(isSkipped(['work'], { ...answers, work_situation: 'crafts' }, 0)).toBe(false);
  expect(isSkipped(['papers'], { ...answers, work_situation: 'crafts' }, 0)).toBe(true);
  expect(isSkipped(['papers'], answers, 1)).toBe(false);
  expect(isSkipped(['phone'], answers, 0)).toBe(false);
});

test('whoever comes back goes on at the first question without an answer', () => {
  const aid = screens(true, 1, true);
  const begun = { ...emptyAnswers(), who: 'woman' as const, given_name: 'Khadija', family_name: 'El Idrissi', birth_year: 1985 };
  expect(aid[firstOpen(aid, emptyAnswers(), 0)]).toEqual(['who']);
  expect(aid[firstOpen(aid, begun, 0)]).toEqual(['place']);
  const commune = { code: '10.261.01.03' } as never;
  const later = { ...begun, who: '' as const, commune, phone: '06 12 34 56 78', work_situation: 'crafts' };
  expect(aid[firstOpen(aid, later, 0)]).toEqual(['who']);
  expect(aid[firstOpen(aid, later, 0, 1)]).toEqual(['project']);
  expect(aid[firstOpen(aid, { ...later, phone: '0612' }, 0, 1)]).toEqual(['phone']); // begun, not answered
  const form = screens(false, 1, false);
  expect(form[firstOpen(form, { ...later, national_id: 'JC1' }, 0, 1)]).toContain('project');
  expect(firstOpen(form, { ...later, national_id: 'JC1', project_idea: 'Couture' }, 0, 1)).toBe(form.length);
});
