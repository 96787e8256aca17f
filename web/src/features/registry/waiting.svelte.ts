import { api } from '$/api/client';
import { ApiProblem, asProblem } from '$/api/problem';
import { current, goOn } from '$/app/session.svelte';
import { locked, openLock, unlocked } from '$/offline/lock';
import { sendFile } from './file.svelte';
import type { Person } from './types';
import type { PersonValues } from './values';

// Women who were registered where there is no network: they wait on the agent's device until they have arrived. What is kept
// is locked with a key that the server gives to the agent alone: whoever takes the tablet after her finds nothing to read.

/** A registration as it is sent, and as it was typed in case somebody must look at it again. */
export interface Waiting {
  id: string;
  body: { id: string };
  values: PersonValues;
  edition: string;
  /** What the server said against it; she settles that in the form. */
  fault?: string;
}

/** One that has arrived; told until the page is left, so that its number can be handed on. */
export interface Arrived {
  id: string;
  name: string;
  reference: string;
}

const state = $state<{ list: Waiting[]; arrived: Arrived[]; ready: boolean }>({ list: [], arrived: [], ready: false });
export const waiting = {
  get list() {
    return state.list;
  },
  /** Who leaves by herself once there is a network. */
  get pending() {
    return state.list.filter(({ fault }) => !fault);
  },
  /** Whom the server did not take: an agent must look at her. */
  get faulty() {
    return state.list.filter(({ fault }) => fault);
  },
  get arrived() {
    return state.arrived;
  },
  /** Whether this device can keep any: it has the key. */
  get ready() {
    return state.ready;
  },
};

let opened: string | null = null;
let sending = false;
const prefix = () => `jisr.waiting.${current.session?.user.id ?? 'nobody'}.`;

/** What was locked with another key stays where it is: the server may come back with its own. */
async function readAll(): Promise<void> {
  const texts = Object.keys(localStorage).filter((name) => name.startsWith(prefix())).map((name) => localStorage.getItem(name)!);
  const read = await Promise.allSettled(texts.map((text) => unlocked<Waiting>(text)));
  state.list = read.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
}

/** Gets the key while there is a network, and what an earlier visit left. */
export async function openWaiting(): Promise<void> {
  const user = current.session?.user.id;
  if (!user || opened === user || !(await openLock(user))) return;
  await readAll();
  opened = user;
  state.ready = true;
}

function tellOf({ id, full_name_ar, full_name_latin, reference }: Person): void {
  state.arrived = [...state.arrived.filter((one) => one.id !== id), { id, name: full_name_ar || full_name_latin, reference }];
}

/** False when the device has no room for her. */
export async function keepWaiting(item: Waiting): Promise<boolean> {
  try {
    localStorage.setItem(prefix() + item.id, await locked(item));
  } catch {
    return false;
  }
  state.list = [...state.list.filter(({ id }) => id !== item.id), item];
  return true;
}

const isKept = ({ id }: Waiting) => localStorage.getItem(prefix() + id) !== null;

/** Those whom another tab has sent or dropped, and this one does not know which. */
const settled = new Set<string>();

/** Of whom was sent there is a file. */
async function tellOfSettled(): Promise<void> {
  for (const id of settled) {
    const person = await api.get<Person>(`/persons/${id}`, undefined, { anonymous: true }).catch(asProblem);
    if (person instanceof ApiProblem && passes(person)) return;
    settled.delete(id);
    if (!(person instanceof ApiProblem)) tellOf(person);
  }
}

/** Another tab of the same agent keeps one, or has sent or dropped her. */
async function follow({ key, newValue }: StorageEvent): Promise<void> {
  if (!opened || !key?.startsWith(prefix())) return;
  const id = key.slice(prefix().length);
  const item = newValue === null ? null : await unlocked<Waiting>(newValue).catch(() => null);
  state.list = [...state.list.filter((one) => one.id !== id), ...(item ? [item] : [])];
  if (newValue !== null) return;
  settled.add(id);
  await tellOfSettled();
}
addEventListener('storage', (event) => void follow(event));

/** She has been saved, or is dropped on purpose. */
export function forgetWaiting(id: string): void {
  localStorage.removeItem(prefix() + id);
  state.list = state.list.filter((one) => one.id !== id);
}

async function arrive(item: Waiting): Promise<void> {
  const person = await sendFile<Person>('/persons', item.body, item.id, true);
  forgetWaiting(item.id);
  tellOf(person);
}

/** Whether another try may change anything: no network, a full server, a session that has ended or that another has replaced. */
const passes = ({ status, slug }: ApiProblem) => slug === 'csrf_failed' || status === 0 || status === 401 || status === 429 || status >= 500;

/** Sends what nobody must look at first, one after the other, until the network goes again. */
export async function sendWaiting(): Promise<void> {
  if (sending || !opened || !navigator.onLine) return;
  sending = true;
  try {
    await tellOfSettled();
    for (const item of waiting.pending) {
      const tried = () => arrive(item).then(() => null, asProblem);
      let problem = await tried();
      if (problem?.slug === 'csrf_failed' && (await goOn())) problem = await tried();
      if (problem && passes(problem)) return;
      if (problem && isKept(item)) await keepWaiting({ ...item, fault: problem.title });
    }
  } finally {
    sending = false;
  }
}

/** Nothing of those who have arrived stays on the page. */
export function forgetArrived(): void {
  state.arrived = [];
}
