import type { Listed } from '$/api/types';
import type { Pair } from './pair';

type Waiting = Pick<Pair, 'id'> & { files: string[] };
export type Filters = { state: 'open' | 'same' | 'different'; region: string };
type Load = (filters: Filters, cursor: string | null) => Promise<Listed<Pair>>;

/** The pairs in the order of the list that the reviewer came from, read on as she goes through them. */
export class Queue {
  filters: Filters = { state: 'open', region: '' };
  #pairs: Waiting[] = [];
  #next: string | null = null;
  #begun = false;

  constructor(private readonly load: Load) {}

  /** Reads a page of the list, from which one goes on. */
  async page(filters: Filters, cursor: string | null): Promise<Listed<Pair>> {
    const page = await this.load(filters, cursor);
    this.filters = filters;
    this.#pairs = [];
    this.#take(page);
    return page;
  }

  /** The pair after `id`, or the first one for who came from elsewhere; null at the end. */
  async after(id: string): Promise<string | null> {
    if (!this.#begun) this.#take(await this.load(this.filters, null));
    for (;;) {
      const found = this.#pairs[this.#pairs.findIndex((pair) => pair.id === id) + 1];
      if (found && found.id !== id) return found.id;
      if (!this.#next) return null;
      this.#take(await this.load(this.filters, this.#next));
    }
  }

  before(id: string): string | null {
    return this.#pairs[this.#pairs.findIndex((pair) => pair.id === id) - 1]?.id ?? null;
  }

  /** A file that was merged is met in the one that holds it: its other pairs are none any more. */
  merged(file: string, id: string): void {
    this.#pairs = this.#pairs.filter((pair) => pair.id === id || !pair.files.includes(file));
  }

  #take(page: Listed<Pair>): void {
    const known = new Set(this.#pairs.map(({ id }) => id));
    const news = page.items.filter(({ id }) => !known.has(id));
    this.#pairs.push(...news.map(({ id, a, b }) => ({ id, files: [a.id, b.id] })));
    this.#next = page.next;
    this.#begun = true;
  }
}
