import type { Component } from 'svelte';
import type { Permission } from '$/api/types';
import { entriesOf, readEntry, writeEntry, type Entry, type PageState } from './entries';

/** A page takes `params`, the named parts of its path, or nothing at all. */
export type Page = Component<any>;

export interface Route {
  /** "/registrants/:id"; a named part matches up to the next slash. */
  path: string;
  page: () => Promise<{ default: Page }>;
  /** Without this its reader finds nothing there; the server decides about each record. */
  may?: Permission;
}

const readPlace = () => ({ path: location.pathname, query: location.search, state: readEntry().given ?? {} });
const here = $state(readPlace());

function follow(): void {
  Object.assign(here, readPlace());
}

/** The pages of this tab are this person's from now on. */
export function pagesOf(person: string): void {
  entriesOf(person);
  follow();
}

/** Where the reader is; reactive. */
export const place = {
  get path() {
    return here.path;
  },
  get query() {
    return new URLSearchParams(here.query);
  },
  get state(): PageState {
    return here.state;
  },
};

let linksFollowed = 0;

/** Whether the present page was reached from another one of ours. */
export function arrivedByLink(): boolean {
  return linksFollowed > 0;
}

/** The present page takes another's place without a change of address: after the log-in. */
export function arrive(): void {
  ++linksFollowed;
}

export function navigate(path: string, options: { replace?: boolean; state?: PageState } = {}): void {
  const before = here.path;
  const entry = readEntry();
  const kept = path.replace(/\?.*/, '') === before ? entry.kept : undefined;
  stopSeeking();
  if (options.replace) {
    writeEntry('replaceState', { given: options.state, kept, from: entry.from }, path);
  } else {
    writeEntry('replaceState', { ...entry, left: placeOf(path) });
    writeEntry('pushState', { given: options.state, kept, from: before }, path);
  }
  ++linksFollowed;
  follow();
  // A filter or a tab that only changes the address leaves the reader where she is.
  if (!options.replace || here.path !== before) scrollTo(0, 0);
}

/** Keeps `part` with the present page, so that going back finds it again. */
export function keep(part: PageState): void {
  const entry = readEntry();
  writeEntry('replaceState', { ...entry, kept: { ...entry.kept, ...part } });
}

/** What the present page kept under this name, when she comes back to it. */
export function keptAs(name: string): unknown {
  return readEntry().kept?.[name];
}

const linkTo = (path: string) => document.querySelector<HTMLElement>(`#content a[href=${JSON.stringify(path)}]`);

function placeOf(path: string): Entry['left'] {
  const link = linkTo(path);
  return link ? { path, top: link.getBoundingClientRect().top } : undefined;
}

let stopSeeking = () => {};

/**
 * Back at a page: once it is there again, the link by which she left has the focus and stands where it stood, whatever else is
 * still coming; until the reader goes on.
 */
function seekLeft(): void {
  stopSeeking();
  const { left } = readEntry();
  if (!left) return;
  let link: HTMLElement | null = null;
  const arrivals = new MutationObserver(() => {
    link = linkTo(left.path);
    if (!link) return;
    arrivals.disconnect();
    link.focus({ preventScroll: true });
    growth.observe(document.body);
  });
  const growth = new ResizeObserver(() => {
    if (link?.isConnected) scrollBy(0, link.getBoundingClientRect().top - left.top);
  });
  const deeds = ['pointerdown', 'keydown', 'wheel'];
  stopSeeking = () => {
    arrivals.disconnect();
    growth.disconnect();
    for (const deed of deeds) removeEventListener(deed, stopSeeking);
  };
  for (const deed of deeds) addEventListener(deed, stopSeeking);
  arrivals.observe(document.body, { childList: true, subtree: true });
}

/** The route of a path and the values of its named parts. */
export function match<R extends Pick<Route, 'path'>>(routes: R[], path: string) {
  const parts = path.replace(/\/+$/, '').split('/');
  for (const route of routes) {
    const wanted = route.path.replace(/\/+$/, '').split('/');
    if (wanted.length !== parts.length) continue;
    const fits = wanted.every((part, i) => (part.startsWith(':') ? parts[i] !== '' : part === parts[i]));
    if (!fits) continue;
    const named = wanted.flatMap((part, i) =>
      part.startsWith(':') ? [[part.slice(1), safelyDecoded(parts[i]!)] as const] : [],
    );
    return { route, params: Object.fromEntries(named) as Record<string, string> };
  }
  return null;
}

function safelyDecoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** Turns clicks on links of our own into page changes; everything else is left to the browser. */
export function listen(): void {
  addEventListener('popstate', () => {
    follow();
    seekLeft();
  });
  document.addEventListener('click', (event) => {
    if (event.defaultPrevented || event.button !== 0) return;
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    const link = (event.target as Element | null)?.closest?.('a[href]');
    if (!(link instanceof HTMLAnchorElement) || link.target || link.hasAttribute('download')) return;
    if (link.origin !== location.origin || link.pathname.startsWith('/api/') || link.hash) return;
    event.preventDefault();
    // The way back to a list finds it as it was left.
    if ('back' in link.dataset && link.pathname === readEntry().from) history.back();
    else navigate(link.pathname + link.search);
  });
}
