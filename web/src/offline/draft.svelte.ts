import { closeLock, locked, openLock, unlocked } from './lock';

// What was typed and not yet saved stays on the device, so that a closed page, an expired session or a power cut loses nothing.
// It is kept for one person on one device, for a week, and removed when saved or when she signs out. It is locked: only in her
// own session can it be read. Where nothing can be locked it lasts as long as the page.

interface Draft {
  at: number;
  values: unknown;
}

const prefix = 'jisr.draft.';
const week = 7 * 24 * 3600 * 1000;
let owner: string | null = null;
const drafts = new Map<string, Draft>();
/** Of several writings that lock at once the last one counts. */
const latest = new Map<string, number>();
let count = 0;

/** Reads the drafts of the person who has signed in; they are hers alone from now on. */
export async function draftsOf(userId: string): Promise<void> {
  if (owner !== userId) drafts.clear();
  owner = userId;
  forgetOld();
  if (await openLock(userId).catch(() => false)) await readAll();
}

const names = () => Object.keys(localStorage).filter((name) => name.startsWith(prefix));
const keyOf = (form: string) => `${prefix}${owner}.${form}`;

/** What nobody came back for is not merely left unread: whoever it belongs to, it goes. Before the lock stands when it was kept. */
function forgetOld(): void {
  try {
    for (const name of names()) {
      const at = Number.parseInt(localStorage.getItem(name) ?? '', 10);
      if (!(Date.now() - at < week)) localStorage.removeItem(name);
    }
  } catch {
    // A forbidden storage keeps nothing.
  }
}

async function readAll(): Promise<void> {
  const start = keyOf('');
  for (const name of names().filter((one) => one.startsWith(start))) {
    const form = name.slice(start.length);
    const [at, ...text] = (localStorage.getItem(name) ?? '').split(' ');
    if (drafts.has(form)) continue; // typed on this page since
    const values = await unlocked(text.join(' ')).catch(() => undefined);
    if (values === undefined) localStorage.removeItem(name);
    else drafts.set(form, { at: Number(at), values });
  }
}

export function readDraft<T>(form: string): T | null {
  const kept = drafts.get(form);
  return kept && Date.now() - kept.at < week ? (kept.values as T) : null;
}

export function writeDraft(form: string, values: unknown): void {
  const [at, key, turn] = [Date.now(), keyOf(form), ++count];
  drafts.set(form, { at, values });
  latest.set(form, turn);
  locked(values)
    .then((text) => latest.get(form) === turn && localStorage.setItem(key, `${at} ${text}`))
    .catch(() => {}); // a full or forbidden storage must not stop anybody from typing
}

export function clearDraft(form: string): void {
  drafts.delete(form);
  latest.delete(form);
  localStorage.removeItem(keyOf(form));
}

/** Removes every draft of the person who signs out: the next one at this device must not find them. */
export function clearDrafts(): void {
  const start = keyOf('');
  for (const name of names()) if (name.startsWith(start)) localStorage.removeItem(name);
  drafts.clear();
  latest.clear();
  owner = null;
  closeLock();
}

/**
 * Keeps `values()` as the draft of `form` while it changes; call while a component is being set up.
 * `blank` is the JSON of the untouched form, which is no draft.
 */
export function keepDraft(form: string, values: () => unknown, blank: string): void {
  let before: string | null = null;
  $effect(() => {
    const text = JSON.stringify(values()); // reading every field makes the effect follow each of them
    if (before !== null && text === blank) clearDraft(form);
    else if (before !== null && text !== before) writeDraft(form, JSON.parse(text));
    before = text;
  });
}
