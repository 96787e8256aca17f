import { api } from './client';

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
 * `onopen` is told each time the stream begins, to read what was missed. A page that nobody sees lets go of its stream:
 * a browser has few connections to one server, and every tab would hold one.
 */
export function follow<T>(
  path: string,
  event: string,
  ondata: (data: T) => void,
  onopen: () => void = () => {},
  query?: Record<string, string | number | null | undefined>,
  { onlost = () => {}, onrefused = askToSignIn }: Watch = {},
): () => void {
  let source: EventSource | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let wait = waits.first;
  let stopped = false;

  function close() {
    clearTimeout(timer);
    source?.close();
    source = null;
  }
  function open() {
    close();
    if (stopped || document.hidden) return;
    const opened = (source = new EventSource(api.url(path, query)));
    opened.addEventListener(event, ({ data }: MessageEvent<string>) => ondata(JSON.parse(data) as T));
    opened.addEventListener('open', () => {
      wait = waits.first;
      onopen();
    });
    // After a loss the browser connects again by itself; CLOSED is what a refusal leaves.
    opened.addEventListener('error', () => {
      if (opened !== source) return;
      onlost();
      if (opened.readyState === EventSource.CLOSED) void refused();
    });
  }
  async function refused() {
    close();
    stopped = !(await onrefused()) || stopped;
    if (source || stopped) return;
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
