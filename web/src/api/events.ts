import { api } from './client';
import { join } from './shared';

const waits = { first: 3000, most: 60_000 };

/** How a stream stands, for who shows it without anybody at the keyboard. */
export interface Watch {
  /** It was lost, and is being sought. */
  onlost?: () => void;
  /** The server refuses it; false gives it up. */
  onrefused?: () => Promise<boolean>;
}

/** Where the session has ended, reading it covers the page with the log-in and waits for her. */
async function askToSignIn(): Promise<boolean> {
  await api.get('/session').catch(() => {});
  return true;
}

/**
 * Follows a stream of server-sent events and hands over the data of those named `event`; gives back what stops it.
 * `onopen` is told each time the stream begins, to read what was missed. The pages of one browser share one stream, and a page
 * that nobody sees lets go of it: a browser has few connections to one server, and every tab would hold one.
 */
export function follow<T>(
  path: string,
  event: string,
  ondata: (data: T) => void,
  onopen: () => void = () => {},
  query?: Record<string, string | number | null | undefined>,
  { onlost = () => {}, onrefused = askToSignIn }: Watch = {},
): () => void {
  let leave: (() => void) | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let wait = waits.first;
  let stopped = false;

  function close() {
    clearTimeout(timer);
    leave?.();
    leave = null;
  }
  function open() {
    close();
    if (stopped || document.hidden) return;
    leave = join(api.url(path, query), event, {
      ondata: (data) => ondata(JSON.parse(data) as T),
      onopen: () => {
        wait = waits.first;
        onopen();
      },
      onlost,
      onrefused: () => void refused(),
    });
  }
  async function refused() {
    close();
    stopped = !(await onrefused()) || stopped;
    if (leave || stopped) return;
    timer = setTimeout(open, wait);
    wait = Math.min(wait * 2, waits.most);
  }

  document.addEventListener('visibilitychange', open);
  open();
  return () => {
    stopped = true;
    document.removeEventListener('visibilitychange', open);
    close();
  };
}
