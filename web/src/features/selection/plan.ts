import { wholeNumber } from '$/ui/digits';
import { same, usualChoice, type Choice } from '$/ui/versions';
import { kindOf } from './rules';
import type { Criterion, Plan, Rule, RuleField } from './types';

/** A condition as it is typed; '' for what is not said. */
export interface RuleValues {
  field: RuleField;
  least: string;
  most: string;
  is: string;
  /** `any_of`: one of the codes must be hers; `none_of`: none may be; `both`. */
  asks: string;
  any_of: string[];
  none_of: string[];
}
export interface BandValues {
  when: RuleValues;
  points: string;
}
export interface CriterionValues {
  code: string;
  name_ar: string;
  name_fr: string;
  weight: string;
  most: string;
  /** Who gives the points: the `file`, by bands, or `scorers`. */
  by: string;
  bands: BandValues[];
}
export interface PlanValues {
  rules: RuleValues[];
  criteria: CriterionValues[];
  reserves: { group: RuleValues; percent: string }[];
  scoring_open: boolean;
  reason: string;
}
export type PlanBody = Pick<Plan, 'rules' | 'criteria' | 'reserves' | 'scoring_open'>;

export const newRule = (field: RuleField): RuleValues => ({
  field, least: '', most: '', is: kindOf(field) === 'yes_no' ? 'yes' : '', asks: 'any_of', any_of: [], none_of: [],
});

export const newCriterion = (): CriterionValues => ({ code: '', name_ar: '', name_fr: '', weight: '1', most: '20', by: 'scorers', bands: [] });

const typed = (number: number | null) => (number === null ? '' : String(number));

export function ruleValues(rule: Rule): RuleValues {
  const both = rule.any_of.length > 0 && rule.none_of.length > 0;
  return {
    field: rule.field, least: typed(rule.least), most: typed(rule.most), is: rule.is === null ? '' : rule.is ? 'yes' : 'no',
    asks: both ? 'both' : rule.none_of.length > 0 ? 'none_of' : 'any_of', any_of: [...rule.any_of], none_of: [...rule.none_of],
  };
}

/** A plan as it is edited. */
export function valuesOf(plan: PlanBody): PlanValues {
  return {
    rules: plan.rules.map(ruleValues),
    criteria: plan.criteria.map((one) => ({
      code: one.code, name_ar: one.name_ar, name_fr: one.name_fr, weight: String(one.weight), most: String(one.most),
      by: one.bands.length > 0 ? 'file' : 'scorers',
      bands: one.bands.map(({ when, points }) => ({ when: ruleValues(when), points: String(points) })),
    })),
    reserves: plan.reserves.map(({ group, percent }) => ({ group: ruleValues(group), percent: String(percent) })),
    scoring_open: plan.scoring_open,
    reason: '',
  };
}

/** A typed number; what is none goes as it is, so that the server names the field. */
const numberOf = (text: string) => (wholeNumber(text) ?? text.trim()) as number;

/** A condition as the server takes it: only what its field is asked for. */
export function ruleOf(values: RuleValues): Rule {
  const kind = kindOf(values.field);
  const rule: Rule = { field: values.field, least: null, most: null, is: null, any_of: [], none_of: [] };
  if (kind === 'number') {
    if (values.least.trim()) rule.least = numberOf(values.least);
    if (values.most.trim()) rule.most = numberOf(values.most);
  } else if (kind === 'yes_no') rule.is = values.is === '' ? null : values.is === 'yes';
  else {
    if (values.asks !== 'none_of') rule.any_of = [...values.any_of];
    if (values.asks !== 'any_of') rule.none_of = [...values.none_of];
  }
  return rule;
}

/** A name that points keep when the criterion is renamed, and that no other of the sheet has. */
export function freshCode(name: string, taken: Set<string>): string {
  const plain = name.normalize('NFD').replace(/[\u0300-\u036f]/g, '').toLowerCase().replace(/[^a-z0-9]+/g, '_').replace(/^_+|_+$/g, '').slice(0, 30);
  const base = plain || 'criterion';
  for (let n = 1; ; ++n) {
    const code = n === 1 ? base : `${base}_${n}`;
    if (!taken.has(code)) return code;
  }
}

function criteriaOf(criteria: CriterionValues[]): Criterion[] {
  const taken = new Set(criteria.map(({ code }) => code).filter(Boolean));
  return criteria.map((one) => {
    const code = one.code || freshCode(one.name_fr, taken);
    taken.add(code);
    return {
      code, name_ar: one.name_ar.trim(), name_fr: one.name_fr.trim(), weight: numberOf(one.weight), most: numberOf(one.most),
      bands: one.by === 'file' ? one.bands.map(({ when, points }) => ({ when: ruleOf(when), points: numberOf(points) })) : [],
    };
  });
}

/** A plan as it is changed, with the version that the change began from; see the like of a person's file. */
export type PlanChange = PlanValues & { etag: string | null; base: PlanBody };

export function changeOf(plan: PlanBody, etag: string | null): PlanChange {
  return { ...valuesOf(plan), etag, base: bodyOf(valuesOf(plan)) };
}

/** What was typed, as the server takes it. */
export function bodyOf(values: Omit<PlanValues, 'reason'>): PlanBody {
  return {
    rules: values.rules.map(ruleOf),
    criteria: criteriaOf(values.criteria),
    reserves: values.reserves.map(({ group, percent }) => ({ group: ruleOf(group), percent: numberOf(percent) })),
    scoring_open: values.scoring_open,
  };
}

/** The share of each criterion in the whole sheet, of one. */
export function sharesOf(weights: (number | string)[]): number[] {
  const numbers = weights.map((weight) => wholeNumber(String(weight)) ?? 0);
  const all = numbers.reduce((sum, weight) => sum + weight, 0);
  return numbers.map((weight) => (all > 0 ? weight / all : 0));
}

/** `list` with the element at `from` moved by one step up (-1) or down (1). */
export function moved<T>(list: T[], from: number, step: -1 | 1): T[] {
  const to = from + step;
  if (to < 0 || to >= list.length) return list;
  const next = [...list];
  [next[from], next[to]] = [next[to]!, next[from]!];
  return next;
}

/** The parts of a plan that two people may have changed at once. */
export const parts = ['rules', 'criteria', 'reserves', 'scoring_open'] as const;
export type Part = (typeof parts)[number];

/** The parts in which both versions differ, each with the side that is taken unless the reader says otherwise. */
export function differences(base: PlanBody, mine: PlanBody, theirs: PlanBody): { name: Part; usual: Choice }[] {
  return parts.filter((name) => !same(mine[name], theirs[name])).map((name) => ({ name, usual: usualChoice(base[name], mine[name]) }));
}

/** One plan out of two, part by part. */
export function merged(mine: PlanBody, theirs: PlanBody, choices: Record<string, Choice>): PlanBody {
  const plan = { ...theirs };
  for (const name of parts) if (choices[name] === 'mine') Object.assign(plan, { [name]: mine[name] });
  return { rules: plan.rules, criteria: plan.criteria, reserves: plan.reserves, scoring_open: plan.scoring_open };
}
