import type { Component } from 'svelte';
import type { Permission } from '$/api/types';

/** A page takes `params`, the named parts of its path, or nothing at all. */
export type Page = Component<any>;

export interface Route {
  /** "/registrants/:id"; a named part matches up to the next slash. */
  path: string;
  page: () => Promise<{ default: Page }>;
  /** Without this its reader finds nothing there; the server decides about each record. */
  may?: Permission;
}

/** What may travel with a change of page without standing in the address: searches hold names. */
export type PageState = Record<string, unknown>;

const here = $state({ path: location.pathname, query: location.search, state: readState() });

function readState(): PageState {
  return (history.state as PageState | null) ?? {};
}

function follow(): void {
  Object.assign(here, { path: location.pathname, query: location.search, state: readState() });
}

/** Where the reader is; reactive. */
export const place = {
  get path() {
    return here.path;
  },
  get query() {
    return new URLSearchParams(here.query);
  },
  get state() {
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
  if (options.replace) history.replaceState(options.state ?? null, '', path);
  else history.pushState(options.state ?? null, '', path);
  ++linksFollowed;
  follow();
  // A filter or a tab that only changes the address leaves the reader where she is.
  if (!options.replace || here.path !== before) scrollTo(0, 0);
}

/** Keeps `state` with the present page, so that going back finds it again. */
export function keep(state: PageState): void {
  history.replaceState(state, '');
  follow();
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
  addEventListener('popstate', follow);
  document.addEventListener('click', (event) => {
    if (event.defaultPrevented || event.button !== 0) return;
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    const link = (event.target as Element | null)?.closest?.('a[href]');
    if (!(link instanceof HTMLAnchorElement) || link.target || link.hasAttribute('download')) return;
    if (link.origin !== location.origin || link.pathname.startsWith('/api/') || link.hash) return;
    event.preventDefault();
    navigate(link.pathname + link.search);
  });
}
