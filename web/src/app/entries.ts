import { uuid } from '$/api/uuid';

/** What may travel with a change of page, or be kept with one, without standing in the address: searches hold names. */
export type PageState = Record<string, unknown>;

/** What is known of one page in the history of this tab. */
export interface Entry {
  /** What travelled here with the change of page. */
  given?: PageState | undefined;
  /** What the page keeps of itself. */
  kept?: PageState | undefined;
  /** The path that it was reached from. */
  from?: string | undefined;
  /** Where it was left for, and how far down the window the link to there stood. */
  left?: { path: string; top: number } | undefined;
}

// It stands beside the history, which holds a key to it alone: a history cannot be emptied when somebody signs out.
const prefix = 'jisr.page.';
const owner = 'jisr.pages';
const keyHere = () => (history.state as { key?: string } | null)?.key;

/** Of the present page. */
export function readEntry(): Entry {
  const key = keyHere();
  return JSON.parse((key && sessionStorage.getItem(prefix + key)) || '{}') as Entry;
}

/** Of the present page, or of the next one, at `path`. */
export function writeEntry(how: 'replaceState' | 'pushState', entry: Entry, path?: string): void {
  const key = (how === 'replaceState' && keyHere()) || uuid();
  sessionStorage.setItem(prefix + key, JSON.stringify(entry));
  history[how]({ key }, '', path);
}

/** Forgets what the pages of this tab were given and have kept. */
export function forgetEntries(): void {
  for (const key of Object.keys(sessionStorage)) if (key.startsWith(prefix)) sessionStorage.removeItem(key);
}

/** From now on they are this person's; those of another one are forgotten. */
export function entriesOf(person: string): void {
  if (sessionStorage.getItem(owner) !== person) forgetEntries();
  sessionStorage.setItem(owner, person);
}
