import { api, onSignedOut, useCsrfToken } from '$/api/client';
import { isProblem } from '$/api/client';
import { sharedBy } from '$/api/shared';
import type { Permission, Role, Session, System } from '$/api/types';
import { isLanguage, rememberedLanguage, setLanguage } from '$/i18n/index.svelte';
import { clearDrafts, draftsOf } from '$/offline/draft.svelte';
import { toasts } from '$/ui/toast.svelte';
import { forgetEntries } from './entries';
import { leave, onLeft } from './leaving';
import { navigate, pagesOf } from './router.svelte';

interface State {
  session: Session | null;
  system: System | null;
  /** The session ended while a page was open: the page waits behind the log-in. */
  ended: boolean;
  /** Somebody else has signed in on this browser since. */
  replaced: boolean;
}
const state = $state<State>({ session: null, system: null, ended: false, replaced: false });
let waiting: ((signedIn: boolean) => void)[] = [];
/** Somebody signed out on this page: whoever enters next gets a page of her own. */
let worn = false;

/** Who is signed in and to what server; reactive. */
export const current = {
  get session() {
    return state.session;
  },
  get system() {
    return state.system;
  },
  get ended() {
    return state.ended;
  },
  get replaced() {
    return state.replaced;
  },
  /** The server's day, by which ages and "today" are counted. */
  get today() {
    return state.system?.today ?? new Date().toISOString().slice(0, 10);
  },
};

/** Whether the person may do this anywhere; the server decides again for each place and record. */
export function may(permission: Permission): boolean {
  return state.session?.permissions.includes(permission) ?? false;
}

export function hasRole(...roles: Role[]): boolean {
  return state.session?.assignments.some(({ role }) => roles.includes(role)) ?? false;
}

/** Takes over a session that the server has just given. */
export async function enter(session: Session): Promise<void> {
  const before = state.session?.user.id;
  if (worn || (before && before !== session.user.id)) return location.assign('/'); // nothing of another person's page may stay
  useCsrfToken(session.csrf_token);
  sharedBy(session.user.id);
  pagesOf(session.user.id);
  await draftsOf(session.user.id);
  if (!rememberedLanguage() && isLanguage(session.user.language)) await setLanguage(session.user.language);
  Object.assign(state, { session, ended: false, replaced: false });
  waiting.forEach((go) => go(true));
  waiting = [];
}

/** Asks who is signed in and how the server stands, before anything is drawn; `onKnown` as soon as it is somebody. */
export async function begin(onKnown: () => void): Promise<void> {
  // Both at once: on a weak network each journey that waits for another is felt.
  const signedIn = api.get<Session>('/session', undefined, { anonymous: true }).catch((thrown: unknown) => {
    if (isProblem(thrown, 'unauthenticated')) return null;
    throw thrown;
  });
  const [system, session] = await Promise.all([api.get<System>('/system'), signedIn]);
  state.system = system;
  if (!session) return;
  onKnown();
  await enter(session);
}

/** Reads the session again, after something in it changed; also tells the server that the person is still there. */
export async function refresh(): Promise<void> {
  await enter(await api.get<Session>('/session'));
}

export async function administratorCreated(session: Session): Promise<void> {
  if (state.system) state.system.needs_first_administrator = false;
  await enter(session);
}

/** Shows the log-in at once; without a network in this page, since no other can be fetched. */
export function signOut(): void {
  worn = true;
  const told = signOutHere();
  navigate('/');
  void told.then((ended) => ended && location.assign('/'));
}

/** Signs out and leaves the page as it is: nobody is signed in on it any more. Whether the server knows already. */
export async function signOutHere(): Promise<boolean> {
  const told = leave(state.session!.csrf_token);
  clearDrafts();
  forgetEntries();
  toasts.splice(0);
  useCsrfToken(null);
  state.session = null;
  return told.then(() => true, () => false);
}

/** Covers the page with the log-in; what was asked meanwhile goes on once she is back. */
export function lock(): Promise<boolean> {
  state.ended = true;
  return new Promise((done) => waiting.push(done));
}

/** The same for want of use: whoever opens the page anew must sign in, too. */
export function lockAway(): void {
  void lock();
  void leave(state.session!.csrf_token).catch(() => {});
}

onLeft(() => state.session && void lock());
/** Another page of this browser has signed in: if it is herself, this one goes on in the new session. Who is signed in now. */
async function present(): Promise<'herself' | 'another' | 'nobody'> {
  const session = await api.get<Session>('/session', undefined, { anonymous: true }).catch(() => null);
  if (!session) return 'nobody';
  if (session.user.id !== state.session?.user.id) return 'another';
  await enter(session);
  return 'herself';
}

/** For work that nobody waits for, so that no log-in may cover the page: whether it can be tried again in a newer session of hers. */
export async function goOn(): Promise<boolean> {
  return (await present()) === 'herself';
}

async function lockReplaced(): Promise<boolean> {
  const who = await present();
  if (who === 'herself') return true;
  state.replaced = who === 'another';
  return lock();
}

onSignedOut(async (slug) => state.session !== null && (slug === 'csrf_failed' ? lockReplaced() : lock()));
