import type { Stop } from '$/ui/way';
import type { Change } from '../registry/types';
import type { Phase } from './types';

/** The way of R1.4. Waiting is a stop that many never make, and some come to the market without being financed. */
const way: Phase[] = ['registered', 'eligible', 'waiting', 'selected', 'trained', 'accompanied', 'financed', 'in_market', 'graduated'];
const notForAll = new Set<Phase>(['waiting', 'financed', 'in_market']);

/** The phases in which the registration has been, from its history. */
export function phasesBeen(changes: Pick<Change, 'difference'>[]): Set<Phase> {
  return new Set(changes.flatMap(({ difference }) => ((difference.phase ?? []) as (Phase | null)[]).filter((phase) => phase !== null)));
}

/**
 * Where she stands on the way: stops that not everybody makes are named only if she has made them or still may. Who was rejected has
 * left the way after the furthest stop that she reached.
 */
export function stopsOf(phase: Phase, been: Set<Phase>): Stop<Phase>[] {
  const left = phase === 'rejected';
  const at = left ? Math.max(...way.map((one, index) => (been.has(one) ? index : 0))) : way.indexOf(phase);
  const stops = way.flatMap((one, index): Stop<Phase>[] => {
    if (index === at && !left) return [{ id: one, standing: 'here' }];
    if (index > at) return left || one === 'waiting' ? [] : [{ id: one, standing: 'ahead' }];
    return notForAll.has(one) && !been.has(one) ? [] : [{ id: one, standing: 'done' }];
  });
  return left ? [...stops, { id: 'rejected', standing: 'left' }] : stops;
}
