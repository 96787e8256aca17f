import { SvelteMap } from 'svelte/reactivity';
import { asProblem, type ApiProblem } from '$/api/problem';
import { uuid } from '$/api/uuid';
import { clearDraft, isKept, keepDraft, leftDrafts, takeDraft, takeUp, watch } from '$/offline/draft.svelte';

/** The id of the control that a field name or JSON pointer speaks of. */
export function fieldId(name: string): string {
  return `field-${name.replace(/^\//, '').replace(/[^\w-]/g, '-')}`;
}

const labels = new SvelteMap<string, string>();

/** Tells the label of a field for as long as it is shown; called while its component is made. */
export function labelled(name: () => string, label: () => string): void {
  $effect(() => {
    const id = fieldId(name());
    labels.set(id, label());
    return () => labels.delete(id);
  });
}

/** The label of the field that a field name or JSON pointer speaks of; null for one that is not on the page. */
export function labelOf(name: string): string | null {
  return labels.get(fieldId(name)) ?? null;
}

/** A sentence as it goes on after a colon: no capital, but in names and abbreviations ("CIN"). */
export function afterColon(sentence: string): string {
  const [first = '', second = ''] = sentence;
  return /[\p{Lu}\p{N}]/u.test(second) ? sentence : first.toLowerCase() + sentence.slice(1);
}

/**
 * What is typed, what is wrong with it, and the sending of it.
 * With `draft`, what was typed is kept on the device until it is saved (never use it for passwords).
 */
export class Form<T extends object> {
  values = $state({} as T);
  problem = $state<ApiProblem | null>(null);
  busy = $state(false);
  /** Whether a draft of an earlier visit was found and filled in. */
  restored = $state(false);
  /** Grows with each refusal, so that the summary takes the focus again. */
  refusals = $state(0);
  /** Grows with each emptying, so that fields with a memory of their own can be drawn anew: {#key form.blanks}. */
  blanks = $state(0);
  #faults = $state.raw<Record<string, { message: string; answer: string | undefined }>>({});
  #empty: string;
  /** What stood here before anything was typed. */
  #untouched = $state.raw('');
  #draft: string | null;
  #key = uuid();

  constructor(empty: T, options: { draft?: string } = {}) {
    this.#empty = this.#untouched = JSON.stringify(empty);
    this.#draft = options.draft ?? null;
    const kept = this.#draft ? takeDraft<Partial<T>>(this.#draft) : null;
    this.restored = kept !== null;
    this.values = { ...empty, ...kept };
    if (this.#draft) keepDraft(this.#draft, () => this.values, () => this.#untouched);
    else watch(() => this.isBegun);
  }

  /** The same for each press of "save" until one succeeds: a repeated press is not a second record. */
  get idempotencyKey(): string {
    return this.#key;
  }

  /** What is wrong, by field; each fault is told until its answer is another one. */
  get errors(): Record<string, string> {
    const still = Object.entries(this.#faults).filter(([name, { answer }]) => this.#answer(name) === answer);
    return Object.fromEntries(still.map(([name, { message }]) => [name, message]));
  }

  set errors(errors: Record<string, string>) {
    this.#faults = Object.fromEntries(Object.entries(errors).map(([name, message]) => [name, { message, answer: this.#answer(name) }]));
  }

  /** The answer that a field name speaks of: its own, or for a code what the code is of. */
  #answer(name: string): string | undefined {
    const [field = ''] = name.split('/');
    const values = this.values as Record<string, unknown>;
    return JSON.stringify(values[field in values ? field : field.replace(/_(code|id)$/, '')]);
  }

  /** What stands in the form when it is empty. */
  get initial(): T {
    return JSON.parse(this.#empty) as T;
  }

  /** Whether anything was typed that is not saved. */
  get isBegun(): boolean {
    return JSON.stringify(this.values) !== this.#untouched;
  }

  /** Whether what is typed stays on the device until it is saved. */
  get isKept(): boolean {
    return this.#draft !== null && isKept();
  }

  refuse(errors: Record<string, string>): false {
    this.errors = errors;
    ++this.refusals;
    return false;
  }

  /** Runs `action`; field problems land in `errors`, anything else in `problem`. Tells whether it succeeded. */
  async submit(action: (values: T) => Promise<unknown>): Promise<boolean> {
    if (this.busy) return false;
    this.busy = true;
    this.errors = {};
    this.problem = null;
    const sent = JSON.stringify(this.values);
    try {
      await action($state.snapshot(this.values) as T);
      if (this.#draft) clearDraft(this.#draft);
      this.#untouched = sent;
      this.#key = uuid();
      return true;
    } catch (thrown) {
      const problem = asProblem(thrown);
      // The server keeps the answer to a key: what is corrected must go under a new one.
      if (problem.status >= 400 && problem.status < 500) this.#key = uuid();
      if (problem.errors.length > 0) return this.refuse(problem.byField);
      this.problem = problem;
      ++this.refusals;
      return false;
    } finally {
      this.busy = false;
    }
  }

  /** What was begun in windows that are closed, the newest first. */
  left(): { slot: string; at: number; values: T }[] {
    const empty = JSON.parse(this.#empty) as T;
    return this.#draft ? leftDrafts(this.#draft).map((one) => ({ ...one, values: { ...empty, ...(one.values as Partial<T>) } })) : [];
  }

  /** Goes on with one of those; what stood here is left in its stead. */
  takeUp(slot: string): void {
    this.#fill(takeUp<Partial<T>>(this.#draft!, slot) ?? {});
    this.restored = true;
  }

  /** Empties the form and forgets its draft. */
  reset(): void {
    this.#fill({});
    this.restored = false;
    if (this.#draft) clearDraft(this.#draft);
  }

  /** Begins anew with what is known before anything is typed for it. */
  begin(values: Partial<T>): void {
    this.reset();
    Object.assign(this.values, values);
    this.#untouched = JSON.stringify(this.values);
  }

  #fill(values: Partial<T>): void {
    this.values = { ...(JSON.parse(this.#empty) as T), ...values };
    this.#untouched = this.#empty;
    this.errors = {};
    this.problem = null;
    this.#key = uuid();
    ++this.blanks;
  }
}

/** '' and lists of nothing say nothing: leaves them out of what is sent. */
export function withoutEmpty<T extends object>(values: T): Partial<T> {
  return Object.fromEntries(
    Object.entries(values)
      .map(([name, value]) => [name, typeof value === 'string' ? value.trim() : value] as const)
      .filter(([, value]) => value !== '' && value !== null && value !== undefined),
  ) as Partial<T>;
}
