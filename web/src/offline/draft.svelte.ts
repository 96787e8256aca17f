// What was typed and not yet saved stays on the device, so that a closed page, an expired session or a
// power cut loses nothing. It is kept for one person on one device, for a week, and removed when saved or when she signs out.

const prefix = 'jisr.draft.';
const week = 7 * 24 * 3600 * 1000;
let owner = 'nobody';

/** Names the person whose drafts are read and written from now on. */
export function draftsOf(userId: string | null): void {
  owner = userId ?? 'nobody';
  forgetOld();
}

const names = () => Object.keys(localStorage).filter((name) => name.startsWith(prefix));

/** What nobody came back for is not merely left unread: whoever it belongs to, it goes. */
function forgetOld(): void {
  try {
    for (const name of names()) if (!read(name)) localStorage.removeItem(name);
  } catch {
    // A forbidden storage keeps nothing.
  }
}

function keyOf(form: string): string {
  return `${prefix}${owner}.${form}`;
}

function read<T>(name: string): { values: T } | null {
  try {
    const kept = JSON.parse(localStorage.getItem(name) ?? 'null') as { at: number; values: T } | null;
    return kept && Date.now() - kept.at < week ? kept : null;
  } catch {
    return null;
  }
}

export function readDraft<T>(form: string): T | null {
  return read<T>(keyOf(form))?.values ?? null;
}

export function writeDraft(form: string, values: unknown): void {
  try {
    localStorage.setItem(keyOf(form), JSON.stringify({ at: Date.now(), values }));
  } catch {
    // A full or forbidden storage must not stop anybody from typing.
  }
}

export function clearDraft(form: string): void {
  localStorage.removeItem(keyOf(form));
}

/** Removes every draft of the person who signs out: the next one at this device must not find them. */
export function clearDrafts(): void {
  for (const name of names()) if (name.startsWith(`${prefix}${owner}.`)) localStorage.removeItem(name);
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
