import type { Component } from 'svelte';
import { withTexts } from '$/i18n/index.svelte';
import type { NavGroup } from './groups';
import type { Route } from './router.svelte';

type Icon = Component<{ size?: number; 'aria-hidden'?: 'true' }>;

export interface NavEntry {
  href: string;
  /** A text key. */
  label: string;
  icon: Icon;
  /** Smaller comes first; the first stand in the bottom bar of a phone. */
  order: number;
  /** Where its order does not tell what it is about. */
  group?: NavGroup;
  when: () => boolean;
}

/** A piece of the home page. */
export interface HomeCard {
  order: number;
  when: () => boolean;
  card: () => Promise<{ default: Component }>;
}

/** A form that was begun: what its page is called and where it is, and whom it is about as far as that was typed. */
export interface BegunForm {
  /** A text key. */
  label: string;
  href: string;
  about?: string | undefined;
}

/** What a feature adds to the app: default export of features/<name>/feature.ts. */
export interface Feature {
  routes: Route[];
  nav?: NavEntry[];
  home?: HomeCard[];
  /** Its forms whose drafts stay on the device, by the first word of a draft's name; the others are handed on with what was typed. */
  drafts?: Record<string, (typed: any, ...words: string[]) => BegunForm>;
}

const found = import.meta.glob<Feature>('../features/*/feature.ts', { eager: true, import: 'default' });
const features = Object.values(found);
const inOrder = <T extends { order: number }>(entries: T[]) => entries.sort((a, b) => a.order - b.order);

/** The home page is the first screen; every other brings the texts of pages along. */
const complete = (route: Route): Route => (route.path === '/' ? route : { ...route, page: () => withTexts(route.page) });
export const routes = features.flatMap((feature) => feature.routes.map(complete));
const navEntries = inOrder(features.flatMap((feature) => feature.nav ?? []));

/** Every place that the person may go to. */
export const navigation = (): NavEntry[] => navEntries.filter((entry) => entry.when());

export const homeCards = inOrder(
  features.flatMap((feature) => (feature.home ?? []).map((entry) => ({ ...entry, card: () => withTexts(entry.card) }))),
);

/** The form of a draft, from its name and what was typed. */
export function begunForm(draft: string, typed: unknown): BegunForm | undefined {
  const [first, ...words] = draft.split(' ');
  return features.find(({ drafts }) => drafts && first! in drafts)?.drafts![first!]!(typed, ...words);
}
