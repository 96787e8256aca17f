import type { Permission } from '$/api/types';
import { current, may } from '$/app/session.svelte';
import { ownRegion } from '../registry/places';
import type { Phase } from './types';

const storageKey = 'jisr.selection.region';

/** The region whose selection is worked on: the reader's own, or the one that this device chose last. */
export function usualRegion(codes: string[]): string {
  const kept = ownRegion() ?? localStorage.getItem(storageKey);
  return codes.find((code) => code === kept) ?? codes[0] ?? '';
}

export function rememberRegion(code: string): void {
  localStorage.setItem(storageKey, code);
}

const scopes = () => (current.session?.assignments ?? []).map(({ scope }) => scope);

/** Whether the reader may likely set how an edition selects; the server decides. */
export function managesNation(): boolean {
  return may('manage_selection') && scopes().some(({ level }) => level === 'nation');
}

/** Whether the reader may likely select in the region; the server decides. */
export function managesRegion(code: string): boolean {
  return may('manage_selection') && scopes().some((scope) => scope.level === 'nation' || (scope.level === 'region' && scope.code === code));
}

type Movers = [Phase, Permission][];
const admitted: Movers = [['registered', 'manage_selection'], ['eligible', 'manage_selection']];
const byCommittee: Movers = [['waiting', 'manage_selection'], ['selected', 'manage_selection']];
const onwards: Movers = [
  ['trained', 'record_training'], ['accompanied', 'record_accompaniment'], ['financed', 'record_financing'], ['in_market', 'record_financing'],
  ['graduated', 'record_accompaniment'], ['rejected', 'manage_selection'],
];

/** The phases to which the reader may take somebody by hand; places of persons are given by a selection alone. */
export function phasesToMoveTo(who: 'person' | 'organisation' = 'person'): Phase[] {
  const movers = [...admitted, ...(who === 'organisation' ? byCommittee : []), ...onwards];
  return movers.filter(([, permission]) => may(permission)).map(([phase]) => phase);
}
