const pauseMilliseconds = 180;

/**
 * What is proposed while somebody types (WAI-ARIA combobox with a list): asks after a short pause, forgets answers that
 * come too late, and moves the lit proposal by the arrow keys.
 */
export class Proposals<Option> {
  options = $state<Option[]>([]);
  /** The lit one, or -1. */
  active = $state(-1);
  open = $state(false);
  failed = $state(false);
  #timer: ReturnType<typeof setTimeout> | undefined;
  #controller: AbortController | undefined;

  /** `first` is lit when proposals come: 0 where one of them must be taken, -1 where typing alone is an answer. */
  constructor(
    private readonly find: (text: string, signal: AbortSignal) => Promise<Option[]>,
    private readonly first: () => number = () => -1,
  ) {}

  get lit(): Option | undefined {
    return this.open ? this.options[this.active] : undefined;
  }

  look(text: string, now = false): void {
    this.#forget();
    this.#timer = setTimeout(() => void this.#ask(text), now ? 0 : pauseMilliseconds);
  }

  close(): void {
    this.#forget();
    this.open = false;
    this.active = -1;
  }

  step(by: number): void {
    const count = this.options.length;
    if (count > 0) this.active = this.active < 0 && by < 0 ? count - 1 : (this.active + by + count) % count;
  }

  #forget(): void {
    clearTimeout(this.#timer);
    this.#controller?.abort();
  }

  async #ask(text: string): Promise<void> {
    const mine = (this.#controller = new AbortController());
    try {
      const found = await this.find(text, mine.signal);
      if (mine.signal.aborted) return;
      this.options = found;
      this.active = found.length > 0 ? this.first() : -1;
      this.failed = false;
    } catch {
      if (mine.signal.aborted) return;
      this.options = [];
      this.active = -1;
      this.failed = true;
    }
    this.open = true;
  }
}
