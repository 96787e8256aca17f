import { randomDigits } from '$/api/uuid';

// Which draft this window works at. The women whom one agent types in two windows are two drafts, each in a slot of its own: the
// window remembers its slots over a reload and keeps a lock of the browser on them, so that another window knows what is being
// typed from what was left behind.

const place = 'jisr.slots';
const patience = 1500;
let owner = '';
/** The slot of each form, by the form's name. */
const mine = new Map<string, string>();
/** What lets go of the lock on a slot. */
const held = new Map<string, () => void>();

const lockOf = (slot: string) => `jisr.draft ${slot}`;
/** What stands after a slash is a part that stays with its form. */
const formOf = (name: string) => name.split('/')[0]!;

export function slotOf(name: string): string | undefined {
  return mine.get(formOf(name));
}

function remember(): void {
  try {
    sessionStorage.setItem(place, JSON.stringify({ owner, slots: [...mine] }));
  } catch {
    // A forbidden storage remembers nothing.
  }
}

function remembered(userId: string): [form: string, slot: string][] {
  try {
    const kept = JSON.parse(sessionStorage.getItem(place) ?? '{}') as { owner?: string; slots?: [string, string][] };
    return kept.owner === userId ? (kept.slots ?? []) : [];
  } catch {
    return [];
  }
}

/** Takes the lock on a slot, where the browser has locks; false when another window has it. */
function hold(slot: string): Promise<boolean> {
  if (held.has(slot) || !globalThis.navigator?.locks) return Promise.resolve(true);
  const waiting = new AbortController();
  // What this very window was before a reload lets go of it in a moment.
  const timer = setTimeout(() => waiting.abort(), patience);
  return new Promise((done) => {
    const keep = () => {
      clearTimeout(timer);
      done(true);
      return new Promise<void>((release) => held.set(slot, release));
    };
    navigator.locks.request(lockOf(slot), { signal: waiting.signal }, keep).catch(() => done(false));
  });
}

function letGo(slot: string | undefined): void {
  if (slot === undefined) return;
  held.get(slot)?.();
  held.delete(slot);
}

/** Makes `slot` the one of the form from now on; false when another window has taken it meanwhile. */
export function take(name: string, slot: string): Promise<boolean> {
  const form = formOf(name);
  if (mine.get(form) !== slot) letGo(mine.get(form));
  mine.set(form, slot);
  remember();
  return hold(slot);
}

/** A slot of its own for what is begun. */
export function begin(name: string): string {
  const slot = randomDigits(16);
  void take(name, slot);
  return slot;
}

/** Finds the slots again that this window had before a reload; a window that was doubled leaves them to the first. */
export async function recall(userId: string): Promise<void> {
  owner = userId;
  const found = await Promise.all(remembered(userId).map(async ([form, slot]) => [form, slot, await hold(slot)] as const));
  for (const [form, slot, held] of found) if (held && !mine.has(form)) mine.set(form, slot);
  remember();
}

/** The slots at which other windows work. */
export async function takenElsewhere(): Promise<Set<string>> {
  const locks = (await globalThis.navigator?.locks?.query())?.held ?? [];
  const prefix = lockOf('');
  const slots = locks.map(({ name }) => name ?? '').filter((name) => name.startsWith(prefix)).map((name) => name.slice(prefix.length));
  return new Set(slots.filter((slot) => !held.has(slot)));
}

export function forgetSlots(): void {
  for (const slot of [...held.keys()]) letGo(slot);
  mine.clear();
  owner = '';
  try {
    sessionStorage.removeItem(place);
  } catch {
    // Nothing was remembered.
  }
}
