import { untrack } from 'svelte';
import { closeLock, locked, openLock, unlocked } from './lock';
import { begin, forgetSlots, recall, slotOf, take, takenElsewhere } from './slots';

// What was typed and not yet saved stays on the device, so that a closed page, an expired session or a power cut loses nothing.
// It is kept for one person on one device, for a week, and removed when saved or when she signs out. It is locked: only in her
// own session can it be read. Where nothing can be locked it lasts as long as the page. Each window has drafts of its own, in
// its slots; those of a window that was closed can be taken up in another.

interface Draft {
  at: number;
  values: unknown;
}
/** A draft that no window works at. */
export interface LeftDraft {
  slot: string;
  at: number;
  values: unknown;
}
/** A form that was begun and is not saved; `values` is undefined for one of another window. */
export interface Begun {
  form: string;
  at: number;
  values: unknown;
}

const prefix = 'jisr.draft.';
const week = 7 * 24 * 3600 * 1000;
let owner: string | null = null;
/** By slot and form, as on the device: this window's own and those left behind. */
const drafts = new Map<string, Draft>();
/** Of several writings that lock at once the last one counts. */
const latest = new Map<string, number>();
let count = 0;
/** Whether what is typed outlasts the page, and how many forms on it are kept so. */
const keeping = $state({ locked: false, forms: 0 });
/** What tells of a form on the page that is not kept whether something was typed into it. */
const unkept = new Set<() => boolean>();

/** Whether a form on the page may say that what is typed stays on the device; reactive. */
export const isKept = () => keeping.locked && keeping.forms > 0;

/** Reads the drafts of the person who has signed in; they are hers alone from now on. */
export async function draftsOf(userId: string): Promise<void> {
  if (owner !== userId) drafts.clear();
  if (owner !== null && owner !== userId) forgetSlots();
  owner = userId;
  forgetOld();
  keeping.locked = await openLock(userId).catch(() => false);
  if (!keeping.locked) return;
  await readAll(userId);
  keepAgain();
}

const names = () => Object.keys(localStorage).filter((name) => name.startsWith(prefix));
const keyOf = (draft: string) => `${prefix}${owner}.${draft}`;
const draftOf = (slot: string | undefined, form: string) => `${slot}.${form}`;
const formOf = (draft: string) => draft.slice(draft.indexOf('.') + 1);
const isFresh = ({ at }: Draft) => Date.now() - at < week;

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

async function readAll(userId: string): Promise<void> {
  await recall(userId);
  const elsewhere = await takenElsewhere();
  const start = keyOf('');
  for (const name of names().filter((one) => one.startsWith(start))) {
    const draft = name.slice(start.length);
    if (drafts.has(draft) || elsewhere.has(draft.split('.')[0]!)) continue; // typed on this page since, or being typed on another
    const [at, ...text] = (localStorage.getItem(name) ?? '').split(' ');
    const values = await unlocked(text.join(' ')).catch(() => undefined);
    if (values === undefined) localStorage.removeItem(name);
    else drafts.set(draft, { at: Number(at), values });
  }
}

/** Who signed out in another window removed all from the device; what is still being typed in this one is kept on. */
function keepAgain(): void {
  for (const [draft, { values }] of [...drafts]) {
    if (draft === draftOf(slotOf(formOf(draft)), formOf(draft)) && localStorage.getItem(keyOf(draft)) === null) put(draft, values);
  }
}

// What another window writes or removes is its own business from then on.
globalThis.addEventListener?.('storage', ({ key }) => {
  const draft = key?.startsWith(keyOf('')) ? key.slice(keyOf('').length) : '';
  if (draft !== draftOf(slotOf(formOf(draft)), formOf(draft))) drafts.delete(draft);
});

/** The drafts of a form that were left behind by a window that is closed, or set aside in this one; the newest first. */
export function leftDrafts(form: string): LeftDraft[] {
  const own = slotOf(form);
  return [...drafts]
    .map(([draft, kept]) => ({ slot: draft.split('.')[0]!, form: formOf(draft), ...kept }))
    .filter((left) => left.form === form && left.slot !== own && isFresh(left))
    .map(({ slot, at, values }) => ({ slot, at, values }))
    .sort((a, b) => b.at - a.at);
}

/** The draft of this window, else the newest that was left behind. */
export function readDraft<T>(form: string): T | null {
  const own = drafts.get(draftOf(slotOf(form), form));
  const kept = own && isFresh(own) ? own : leftDrafts(form)[0];
  return kept ? (kept.values as T) : null;
}

/** The same, and this window goes on with it. */
export function takeDraft<T>(form: string): T | null {
  const own = drafts.get(draftOf(slotOf(form), form));
  const left = own && isFresh(own) ? undefined : leftDrafts(form)[0];
  if (left) takeUp(form, left.slot);
  return readDraft(form);
}

/** Goes on with a draft that was left behind; what this window worked at before is left for later. */
export function takeUp<T>(form: string, slot: string): T | null {
  void take(form, slot).then((alone) => alone || goApart(form, slot));
  const kept = drafts.get(draftOf(slot, form));
  return kept ? (kept.values as T) : null;
}

/** Another window took the same up at the same moment: what is typed here is a draft of its own. */
function goApart(form: string, slot: string): void {
  if (slotOf(form) !== slot) return;
  const own = begin(form);
  for (const [draft, { values }] of [...drafts]) {
    if (!draft.startsWith(`${slot}.`)) continue;
    drafts.delete(draft);
    put(draftOf(own, draft.slice(slot.length + 1)), values);
  }
}

function put(draft: string, values: unknown): void {
  const [at, key, turn] = [Date.now(), keyOf(draft), ++count];
  drafts.set(draft, { at, values });
  latest.set(draft, turn);
  locked(values)
    .then((text) => latest.get(draft) === turn && localStorage.setItem(key, `${at} ${text}`))
    .catch(() => {}); // a full or forbidden storage must not stop anybody from typing
}

export function writeDraft(form: string, values: unknown): void {
  put(draftOf(slotOf(form) ?? begin(form), form), values);
}

/** Forgets the draft of this window with its parts, which are named after a slash. */
export function clearDraft(form: string): void {
  const draft = draftOf(slotOf(form), form);
  for (const one of [draft, ...[...drafts.keys()].filter((other) => other.startsWith(`${draft}/`))]) {
    drafts.delete(one);
    latest.delete(one);
    localStorage.removeItem(keyOf(one));
  }
}

/** What signing out would remove, the newest first. */
export function begunDrafts(): Begun[] {
  const start = keyOf('');
  const elsewhere = names()
    .filter((name) => name.startsWith(start) && !drafts.has(name.slice(start.length)))
    .map((name) => [name.slice(start.length), { at: Number.parseInt(localStorage.getItem(name) ?? '', 10), values: undefined }] as const);
  return [...[...drafts].filter(([, one]) => isFresh(one)), ...elsewhere]
    .map(([draft, one]) => ({ form: formOf(draft), ...one }))
    .filter(({ form }) => !form.includes('/'))
    .sort((one, other) => other.at - one.at);
}

/** Whether something was typed into a form on the page that is not kept on the device. */
export const isTypedHere = () => [...unkept].some((typed) => typed());

/** Removes every draft of the person who signs out: the next one at this device must not find them. */
export function clearDrafts(): void {
  const start = keyOf('');
  for (const name of names()) if (name.startsWith(start)) localStorage.removeItem(name);
  drafts.clear();
  latest.clear();
  forgetSlots();
  owner = null;
  closeLock();
}

/**
 * Keeps `values()` as the draft of `form` while it changes; call while a component is being set up.
 * `untouched()` is the JSON of what stood in the form before anything was typed, which is no draft.
 */
export function keepDraft(form: string, values: () => unknown, untouched: () => string): void {
  let before: string | null = null;
  $effect(() => {
    untrack(() => ++keeping.forms);
    return () => void --keeping.forms;
  });
  $effect(() => {
    const text = JSON.stringify(values()); // reading every field makes the effect follow each of them
    if (before !== null && text === untouched()) clearDraft(form);
    else if (before !== null && text !== before) writeDraft(form, JSON.parse(text));
    before = text;
  });
}

/** Lets signing out ask first about a form that is not kept; call while a component is being set up. */
export function watch(typed: () => boolean): void {
  $effect(() => {
    unkept.add(typed);
    return () => unkept.delete(typed);
  });
}
