// A browser waits for an answer for as long as the line seems to stand, and on a weak one that is for ever.

/** Milliseconds: for an answer to arrive whole, for a file to leave, and for nothing to move where one can see it. */
export const limits = { answer: 30_000, file: 300_000, silence: 120_000 };

export interface Limited {
  signal: AbortSignal;
  /** Whether it was the time that ended it. */
  late: () => boolean;
  done: () => void;
}

/** A signal that ends a request after `ms`, or when `outer` does; `done` when it has ended. */
export function limited(ms: number, outer?: AbortSignal | null): Limited {
  const stop = new AbortController();
  let late = false;
  const timer = setTimeout(() => {
    late = true;
    stop.abort();
  }, ms);
  const abort = () => stop.abort();
  if (outer?.aborted) abort();
  outer?.addEventListener('abort', abort);
  const done = () => {
    clearTimeout(timer);
    outer?.removeEventListener('abort', abort);
  };
  return { signal: stop.signal, late: () => late, done };
}
