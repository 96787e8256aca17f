import { describe, expect, test } from 'vitest';
import { bodyOf, changeOf, differences, freshCode, merged, moved, newCriterion, newRule, ruleOf, sharesOf, valuesOf, type PlanBody } from './plan';

const none = { least: null, most: null, is: null, any_of: [], none_of: [] };
const plan: PlanBody = {
  rules: [{ ...none, field: 'age', least: 20, most: 50 }, { ...none, field: 'residence', any_of: ['10'], none_of: ['10.261'] }],
  criteria: [
    { code: 'schooling', name_ar: 'المستوى', name_fr: 'Scolarité', weight: 1, most: 10, bands: [{ when: { ...none, field: 'schooling', any_of: ['none'] }, points: 10 }] },
    { code: 'project', name_ar: 'المشروع', name_fr: 'Projet', weight: 3, most: 20, bands: [] },
  ],
  reserves: [{ group: { ...none, field: 'disability', is: true }, percent: 20 }],
  scoring_open: true,
};

describe('a plan', () => {
  test('comes back from the form as it went in', () => {
    expect(bodyOf(valuesOf(plan))).toEqual(plan);
  });
  test('sends of a condition only what its field is asked for', () => {
    expect(ruleOf({ ...newRule('rural'), least: '3', any_of: ['x'] })).toEqual({ ...none, field: 'rural', is: true });
    expect(ruleOf({ ...newRule('schooling'), asks: 'none_of', any_of: ['none'], none_of: ['higher'] })).toEqual({ ...none, field: 'schooling', none_of: ['higher'] });
    expect(ruleOf({ ...newRule('age'), least: ' 18 ' })).toEqual({ ...none, field: 'age', least: 18 });
    expect(ruleOf({ ...newRule('age'), least: '١٨' }).least).toBe(18);
  });
  test('sends what is no number as it was typed, so that the server names the field', () => {
    expect(ruleOf({ ...newRule('age'), least: 'vingt' }).least).toBe('vingt');
  });
  test('forgets the bands of a criterion that scorers take over', () => {
    const values = valuesOf(plan);
    values.criteria[0]!.by = 'scorers';
    expect(bodyOf(values).criteria[0]!.bands).toEqual([]);
  });
  test('gives new criteria codes that no other has, and keeps those of old ones', () => {
    const values = valuesOf(plan);
    values.criteria.push({ ...newCriterion(), name_fr: 'Projet' }, { ...newCriterion(), name_fr: 'Projet' });
    expect(bodyOf(values).criteria.map(({ code }) => code)).toEqual(['schooling', 'project', 'projet', 'projet_2']);
  });
});

test('a code is made of the letters that everybody can type', () => {
  expect(freshCode('Motivation & « idée »', new Set())).toBe('motivation_idee');
  expect(freshCode('مشروع', new Set(['criterion']))).toBe('criterion_2');
});

test('shares of weights come to one, and to nothing without weights', () => {
  expect(sharesOf(['1', 3])).toEqual([0.25, 0.75]);
  expect(sharesOf(['', 'x'])).toEqual([0, 0]);
});

test('an element moves by one step and stays inside its list', () => {
  expect(moved(['a', 'b', 'c'], 1, -1)).toEqual(['b', 'a', 'c']);
  expect(moved(['a', 'b'], 1, 1)).toEqual(['a', 'b']);
});

describe('two versions of a plan', () => {
  const mine = { ...plan, rules: [plan.rules[0]!] };
  const theirs = { ...plan, scoring_open: false };
  test('differ in the parts that either changed, and each keeps its own by default', () => {
    expect(differences(plan, mine, theirs)).toEqual([{ name: 'rules', usual: 'mine' }, { name: 'scoring_open', usual: 'theirs' }]);
  });
  test('leave to theirs what a draft, filled in over a newer plan, never touched', () => {
    const draft = { ...changeOf(theirs, '"2"'), ...changeOf(plan, '"1"') };
    expect(draft.etag).toBe('"1"');
    expect(differences(draft.base, bodyOf(draft), { ...bodyOf(valuesOf(plan)), scoring_open: false })).toEqual([{ name: 'scoring_open', usual: 'theirs' }]);
  });
  test('become one by choice', () => {
    expect(merged(mine, theirs, { rules: 'mine', scoring_open: 'theirs' })).toEqual({ ...plan, rules: mine.rules, scoring_open: false });
  });
});
