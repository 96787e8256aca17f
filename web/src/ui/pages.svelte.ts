import { asProblem, type ApiProblem } from '$/api/problem';
import type { Listed } from '$/api/types';
import { keep, keptAs } from '$/app/router.svelte';
import { t } from '$/i18n/index.svelte';
import { say } from './said.svelte';

/**
 * A list read page by page: forward by the server's cursor, back by the cursors already seen. With a `name`, going back to it
 * finds the page that was left; what the list is narrowed to must then be kept too (`keptFilter`).
 */
export class Pages<T> {
  items = $state<T[]>([]);
  total = $state<number | null>(null);
  loading = $state(true);
  problem = $state<ApiProblem | null>(null);
  #next = $state<string | null>(null);
  #seen = $state<(string | null)[]>([null]);
  #turn = 0;
  #load: (cursor: string | null) => Promise<Listed<T>>;
  #name: string | undefined;
  #left: (string | null)[] | null = null;

  constructor(load: (cursor: string | null) => Promise<Listed<T>>, name?: string) {
    this.#load = load;
    this.#name = name;
    const left = name && keptAs(name);
    if (Array.isArray(left) && left.length > 0) this.#left = left as (string | null)[];
  }

  get hasNext(): boolean {
    return this.#next !== null;
  }
  get hasPrevious(): boolean {
    return this.#seen.length > 1;
  }
  /** Counted from 1. */
  get number(): number {
    return this.#seen.length;
  }

  first = () => {
    const seen = this.#left ?? [null];
    this.#left = null;
    return this.#show(seen);
  };
  reload = () => this.#show(this.#seen);
  next = () => this.#show([...this.#seen, this.#next]);
  previous = () => this.#show(this.#seen.slice(0, -1));
  /** From the first on, page after page as one, until there are `most`. */
  all = (most: number) =>
    this.#show([null], async () => {
      const whole = await this.#load(null);
      const items = [...whole.items];
      let { next } = whole;
      while (next && items.length < most) {
        const page = await this.#load(next);
        items.push(...page.items);
        ({ next } = page);
      }
      return { ...whole, items, next };
    });

  async #show(seen: (string | null)[], load = () => this.#load(seen.at(-1) ?? null)): Promise<void> {
    const turn = ++this.#turn;
    if (this.#name) keep({ [this.#name]: seen });
    this.loading = true;
    this.problem = null;
    try {
      const page = await load();
      if (turn !== this.#turn) return; // a later page was asked for meanwhile
      if (page.items.length === 0 && seen.length > 1) return await this.#show(seen.slice(0, -1)); // its last line has gone
      if (turn > 1) say(t('ui.list.lines', { count: page.items.length }));
      this.items = page.items;
      this.total = page.total ?? null;
      this.#next = page.next;
      this.#seen = seen;
    } catch (thrown) {
      if (turn === this.#turn) this.problem = asProblem(thrown);
    } finally {
      if (turn === this.#turn) this.loading = false;
    }
  }
}
