import { beforeEach, describe, expect, test, vi } from 'vitest';
import { fileURLToPath } from 'node:url';
import { readTexts, type Language } from '../../../plugins/locales';
import type { Rule } from './types';

const texts = readTexts(fileURLToPath(new URL('../../../../locales', import.meta.url)));
let language: Language = 'fr';
vi.mock('$/i18n/index.svelte', () => ({
  language: () => language,
  t: (key: string, params: Record<string, string | number> = {}) =>
    (texts.get(key)?.[language] ?? key).replace(/\{(\w+)\}/g, (_, name: string) => String(params[name])),
}));
const { kindOf, placesIn, reasonInWords, ruleFields, sentenceOf } = await import('./rules');

const rule = (field: Rule['field'], more: Partial<Rule>): Rule => ({ field, least: null, most: null, is: null, any_of: [], none_of: [], ...more });
const bare = (text: string) => text.replace(/[\u2068\u2069]/g, '');
beforeEach(() => {
  language = 'fr';
});

describe('a rule as a sentence', () => {
  test('has the bounds that are given', () => {
    expect(sentenceOf(rule('age', { least: 20, most: 50 }))).toBe('Âge de 20 à 50 ans');
    expect(sentenceOf(rule('age', { least: 18 }))).toBe('Âge d’au moins 18 ans');
    expect(sentenceOf(rule('dependants', { most: 0 }))).toBe('Personnes à charge\u00a0: 0 au plus');
    expect(sentenceOf(rule('dependants', { least: 2, most: 2 }))).toBe('Personnes à charge\u00a0: 2');
    language = 'ar';
    expect(sentenceOf(rule('age', { least: 20, most: 50 }))).toBe('العمر بين 20 و50 سنة');
  });
  test('says yes and no in words', () => {
    expect(sentenceOf(rule('rural', { is: true }))).toBe('Habite en milieu rural');
    expect(sentenceOf(rule('rural', { is: false }))).toBe('Habite en milieu urbain');
  });
  test('names codes as the register does, in a list that reads', () => {
    const said = bare(sentenceOf(rule('work_situation', { any_of: ['homemaker', 'farm_work'] })));
    expect(said).toBe(`Situation professionnelle\u00a0: ${texts.get('registry.work_situation.homemaker')!.fr} ou ${texts.get('registry.work_situation.farm_work')!.fr}`);
    expect(bare(sentenceOf(rule('schooling', { none_of: ['higher'] })))).toBe(`Niveau scolaire\u00a0: autre que ${texts.get('registry.schooling.higher')!.fr}`);
    expect(bare(sentenceOf(rule('other_programmes', { none_of: ['forsa'] })))).toBe(`Autres programmes\u00a0: aucun parmi ${texts.get('registry.other_programme.forsa')!.fr}`);
  });
  test('names places, and keeps the code of one that nobody can name', () => {
    const places = new Map([['10', 'Guelmim-Oued Noun']]);
    expect(bare(sentenceOf(rule('residence', { any_of: ['10'], none_of: ['10.261'] }), places))).toBe('Réside à Guelmim-Oued Noun, sauf 10.261');
  });
  test('says of a condition that the reader may not know that there is one', () => {
    expect(sentenceOf(rule('hidden', {}))).toBe('Une condition sur des données réservées');
  });
  test('exists for every field in every language', () => {
    for (const one of ['ar', 'fr', 'en', 'zgh'] as const) {
      language = one;
      for (const field of ruleFields) {
        const kind = kindOf(field);
        const given = kind === 'number' ? { least: 1 } : kind === 'yes_no' ? { is: true } : { any_of: ['x'] };
        expect(sentenceOf(rule(field, given))).not.toMatch(/selection\.(rule|rule_field)/);
      }
    }
  });
});

test('the places that rules speak of are found once each', () => {
  expect(placesIn([rule('residence', { any_of: ['10', '01'], none_of: ['10'] }), rule('sex', { any_of: ['female'] })])).toEqual(['10', '01']);
});

describe('the reason of a phase', () => {
  test('that the program gave is told in words', () => {
    expect(bare(reasonInWords('rules: age, residence'))).toBe('Conditions non remplies\u00a0: Âge, Lieu de résidence');
    expect(reasonInWords('waiting_list')).toContain('liste d’attente');
  });
  test('that somebody typed stays as it is', () => {
    expect(reasonInWords('Elle a déménagé: Agadir')).toBe('Elle a déménagé: Agadir');
  });
});
