import { navigate, place } from './router.svelte';

// The steps of a form of several pages, each an entry of the browser's history: its Back goes one step back, and Forward goes on
// again. An entry tells the step and the number of the file that the form is to make, nothing of what is typed.

interface Entry {
  step: number;
  /** The file; none where the page was come to from another. */
  of: string;
  /** The steps in the entries right below this one. */
  below: number[];
  /** How many entries of the page are below this one, those of former files among them. */
  depth: number;
}

export class Trail {
  /** What comes before the first step, which is 0. */
  static readonly before = -1;
  #of: () => string;

  constructor(of: () => string) {
    this.#of = of;
  }

  get #entry(): Entry {
    return { step: Trail.before, of: '', below: [], depth: 0, ...(place.state as Partial<Entry>) };
  }

  /** The step that is shown; reactive. */
  get step(): number {
    return this.isPast ? Trail.before : this.#entry.step;
  }

  /** Whether this entry is of a file that was made, or is not being made any more: there is nothing to go back to. */
  get isPast(): boolean {
    return this.#entry.of !== '' && this.#entry.of !== this.#of();
  }

  /** Goes to a step: back where it was come from, else on. */
  go(to: number): void {
    const { below, depth } = { ...this.#entry, ...(this.isPast && { below: [] }) };
    const from = to < this.step ? below.lastIndexOf(to) : -1;
    if (from >= 0) history.go(from - below.length);
    else if (to < this.step) this.#stand({ step: to, of: this.#of(), below: [...below], depth }, { replace: true });
    else if (to > this.step) this.#stand({ step: to, of: this.#of(), below: [...below, this.step], depth: depth + 1 });
  }

  #stand(entry: Entry, options: { replace?: boolean } = {}): void {
    navigate(place.path, { ...options, state: { ...entry } });
  }

  /** Goes on here at the first step with a draft that was found, unless its step stands here already. */
  resume(): void {
    if (this.step === Trail.before) this.#stand({ step: 0, of: this.#of(), below: [], depth: this.#entry.depth }, { replace: true });
  }

  /** Goes back to where the page was come to. */
  leave(): void {
    if (this.#entry.depth > 0) history.go(-this.#entry.depth);
  }
}
