import type { GroupBalance, Quota, Rule, Run } from './types';

export interface Share {
  group: string;
  candidates: number;
  selected: number;
  /** Of one: among all candidates, and among those who are selected. */
  before: number;
  after: number;
}

const part = (some: number, all: number) => (all > 0 ? some / all : 0);

/** The share of each group among the candidates and among the selected. */
export function sharesOf(balance: GroupBalance[]): Share[] {
  const all = balance.find(({ group }) => group === 'all') ?? { candidates: 0, selected: 0 };
  return balance
    .filter(({ group }) => group !== 'all')
    .map((one) => ({ ...one, before: part(one.candidates, all.candidates), after: part(one.selected, all.selected) }));
}

/** The group whose share changes most, if any does by a whole point in a hundred. */
export function mostChanged(shares: Share[]): Share | null {
  const [first] = [...shares].sort((a, b) => Math.abs(b.after - b.before) - Math.abs(a.after - a.before));
  return first && Math.abs(first.after - first.before) >= 0.01 ? first : null;
}

/** The number of a reserve from its group: "reserve_0" → 0. */
export function reserveOf(group: string): number | null {
  const number = /^reserve_(\d+)$/.exec(group)?.[1];
  return number === undefined ? null : Number(number);
}

/** The code of a priority group: "priority_illiterate" → "illiterate". */
export function priorityOf(group: string): string | null {
  return /^priority_(\w+)$/.exec(group)?.[1] ?? null;
}

/** Which of the groups that are always shown a rule describes; null for any other. */
function usualGroup({ field, is, least, most }: Rule): string | null {
  if (field === 'rural') return is ? 'rural' : 'urban';
  if (field === 'disability' && is) return 'disability';
  return field === 'age' && least === null && most === 34 ? 'under_35' : null;
}

/** Without the usual groups for which places are kept: as such they are shown already. */
export function withoutRepeats(shares: Share[], reserves: { group: Rule }[]): Share[] {
  const kept = new Set(reserves.map(({ group }) => usualGroup(group)));
  return shares.filter(({ group }) => !kept.has(group));
}

export interface Totals {
  places: number;
  candidates: number;
  selected: number;
  waiting: number;
  /** In training or further. */
  beyond: number;
  /** Places of each reserve, and those of them that nobody could take. */
  reserved: number[];
  unfilled: number[];
}

/** What the quotas come to together. */
export function totalsOf(quotas: Quota[]): Totals {
  const sum = (number: (quota: Quota) => number) => quotas.reduce((total, quota) => total + number(quota), 0);
  const each = (name: 'reserved' | 'unfilled') => (quotas[0]?.[name] ?? []).map((_, i) => sum((quota) => quota[name][i] ?? 0));
  const [candidates, selected] = [sum((quota) => quota.candidates), sum((quota) => quota.selected)];
  return { places: sum(({ places }) => places), candidates, selected, waiting: candidates - selected, beyond: sum(({ beyond }) => beyond), reserved: each('reserved'), unfilled: each('unfilled') };
}

/** A reserve that changes nothing: there are too few places for it, or nobody of its group. */
export interface IdleReserve {
  index: number;
  why: 'no_reserved' | 'nobody';
}

/** What is not told is not judged. */
export function idleReserves({ plan, balance }: Pick<Run, 'plan' | 'balance'>, { places, reserved }: Totals): IdleReserve[] {
  return plan.reserves.flatMap((_, index): IdleReserve[] => {
    if (places > 0 && reserved[index] === 0) return [{ index, why: 'no_reserved' }];
    const nobody = balance.find(({ group }) => group === `reserve_${index}`)?.candidates === 0;
    return nobody && reserved[index]! > 0 ? [{ index, why: 'nobody' }] : [];
  });
}
