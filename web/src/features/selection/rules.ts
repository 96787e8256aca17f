import { codes, type CodeList } from '../registry/types';
import { isolated } from '$/i18n/format';
import { t } from '$/i18n/index.svelte';
import type { Rule, RuleField } from './types';

/** What a rule may ask, in the order in which it is offered. */
export const ruleFields: RuleField[] = [
  'age', 'residence', 'rural', 'sex', 'marital_status', 'dependants', 'disability', 'priority_groups', 'schooling', 'work_situation',
  'participation', 'project_idea', 'commits_to_training', 'other_programmes',
];

type Kind = 'number' | 'yes_no' | 'places' | 'codes';
const lists: Partial<Record<RuleField, CodeList>> = {
  sex: 'sex', schooling: 'schooling', work_situation: 'work_situation', marital_status: 'marital_status',
  participation: 'participation', priority_groups: 'priority_group', other_programmes: 'other_programme',
};
// Of these a woman may have several.
const severalHeld = new Set<RuleField>(['priority_groups', 'other_programmes']);

export function kindOf(field: RuleField): Kind {
  if (field === 'age' || field === 'dependants') return 'number';
  if (field === 'residence') return 'places';
  return field in lists ? 'codes' : 'yes_no';
}

/** The codes that a field may hold, each in words. */
export function optionsOf(field: RuleField): { value: string; label: string }[] {
  const list = lists[field];
  return list ? codes[list].map((code) => ({ value: code, label: t(`registry.${list}.${code}`) })) : [];
}

/** What a code says; a place by its name where that is known. */
export function wordOf(field: RuleField, code: string, places: Map<string, string> = new Map()): string {
  return lists[field] ? t(`registry.${lists[field]}.${code}`) : (places.get(code) ?? code);
}

const listOf = (field: RuleField, held: string[], places?: Map<string, string>) =>
  held.map((code) => isolated(wordOf(field, code, places))).join(t('selection.or'));

function onNumber({ field, least, most }: Rule): string {
  if (least !== null && most !== null) {
    return least === most ? t(`selection.rule.${field}.exactly`, { least }) : t(`selection.rule.${field}.between`, { least, most });
  }
  return least !== null ? t(`selection.rule.${field}.least`, { least }) : t(`selection.rule.${field}.most`, { most: most ?? 0 });
}

function onPlaces({ field, any_of, none_of }: Rule, places: Map<string, string>): string {
  const [list, except] = [listOf(field, any_of, places), listOf(field, none_of, places)];
  if (list && except) return t('selection.rule.places_except', { list, except });
  return list ? t('selection.rule.places', { list }) : t('selection.rule.not_places', { list: except });
}

function onCodes({ field, any_of, none_of }: Rule): string {
  const [list, except] = [listOf(field, any_of), listOf(field, none_of)];
  const without = except && t(`selection.rule.${severalHeld.has(field) ? 'none' : 'not_codes'}`, { list: except });
  return t('selection.rule.of', { field: t(`selection.rule_field.${field}`), said: [list, without].filter(Boolean).join(t('selection.and')) });
}

/** A rule as a sentence: "Âge : de 20 à 50 ans". `places` names the places that it speaks of. */
export function sentenceOf(rule: Rule, places: Map<string, string> = new Map()): string {
  if (rule.field === 'hidden') return t('selection.rule.hidden');
  const kind = kindOf(rule.field);
  if (kind === 'number') return onNumber(rule);
  if (kind === 'yes_no') return t(`selection.rule.${rule.field}.${rule.is ? 'yes' : 'no'}`);
  return kind === 'places' ? onPlaces(rule, places) : onCodes(rule);
}

/** The codes of places in rules, each once. */
export function placesIn(rules: Rule[]): string[] {
  return [...new Set(rules.filter(({ field }) => field === 'residence').flatMap(({ any_of, none_of }) => [...any_of, ...none_of]))];
}

/** What somebody typed of a woman, or that it is not shown to this reader. */
export const typed = (text: string): string => (text === 'hidden' ? t('selection.reason.hidden') : text);

/** Why somebody came into her phase, in words: the program says "rules: age, residence" or "waiting_list", people what they like. */
export function reasonInWords(reason: string): string {
  const rules = /^rules: ([a-z_, ]+)$/.exec(reason)?.[1]?.split(', ');
  if (rules) return t('selection.reason.rules', { list: rules.map((field) => isolated(t(`selection.rule_field.${field}`))).join(t('selection.comma')) });
  return ['waiting_list', 'not_in_list', 'reconsidered', 'appeal_accepted'].includes(reason) ? t(`selection.reason.${reason}`) : typed(reason);
}
