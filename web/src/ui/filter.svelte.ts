import { keep, keptAs, place } from '$/app/router.svelte';

type Values = Record<string, string | boolean>;

/** What remains of a filter that came with the page: what is of the kind of `none`. */
export function knownIn<F extends object>(none: F, came: unknown): F {
  const known = (typeof came === 'object' && came !== null ? came : {}) as Values;
  const entries = Object.entries(none as Values);
  return Object.fromEntries(entries.map(([name, usual]) => [name, typeof known[name] === typeof usual ? known[name] : usual])) as F;
}

/**
 * What a list is narrowed to, from `none` on; kept under `name`, so that going back to the page finds it again. Called while its
 * component is made.
 */
export function keptFilter<F extends object>(name: string, none: F): F {
  const filter = $state(knownIn(none, keptAs(name) ?? place.state[name]));
  $effect(() => keep({ [name]: { ...filter } }));
  return filter;
}
