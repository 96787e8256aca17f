import type { FieldReason } from './types';

/** What one field says for or against two files being of the same woman, as a key of `registry.match.`. */
export interface Told {
  key: string;
  bits: number;
  speaks: 'for' | 'against';
}

// Two places are one or not; that all are women tells nobody anything.
const told = ({ field, level }: FieldReason) => (field === 'commune' && level !== 'equal' ? 'commune.different' : `${field}.${level}`);
const silent = new Set(['sex.equal']);

/** What weighs most first; names that changed places are one thing to say, not two. */
export function toldBy(reasons: FieldReason[]): Told[] {
  const said = new Map<string, Told>();
  for (const reason of reasons) {
    const [key, { bits, level }] = [told(reason), reason];
    const both = said.get('given_name.swapped');
    if (key === 'family_name.swapped' && both) both.bits += bits;
    else if (!silent.has(key)) said.set(key, { key, bits, speaks: level === 'different' || bits < 0 ? 'against' : 'for' });
  }
  return [...said.values()].sort((a, b) => Math.abs(b.bits) - Math.abs(a.bits));
}

/** How likely in words, from the half on that a pair must reach to be shown. */
export function likelihood(probability: number): 'certain' | 'very' | 'maybe' {
  if (probability >= 0.99) return 'certain';
  return probability >= 0.9 ? 'very' : 'maybe';
}

/** What an agent answered about files that came near, over as many rounds as the server asks. */
export interface OtherWoman {
  matches: string[];
  reason: string;
}

export function andAlso(before: OtherWoman | null, matches: string[], reason: string): OtherWoman {
  const reasons = new Set([...(before ? before.reason.split(' · ') : []), reason]);
  return { matches: [...new Set([...(before?.matches ?? []), ...matches])], reason: [...reasons].join(' · ').slice(0, 500) };
}
