// A browser has six connections to one server, and every page that follows a stream would hold one for ever: the seventh page
// would get none. So the pages of one browser share a stream: the one that holds its lock opens it and hands on what it hears.
// Where a browser has no locks, as on a page without https, each page has a stream of its own while it is seen.

export interface Listener {
  ondata: (data: string) => void;
  /** The stream begins; what the server tells at its beginning follows. */
  onopen: () => void;
  /** It was lost, and is being sought. */
  onlost: () => void;
  /** The server refuses it to this page, which is to leave it: the next one asks for itself. */
  onrefused: () => void;
}

type Said = { data: string } | 'open' | 'lost' | 'joined';

let person = '';

/** Streams are shared among the pages of this person alone: another one may not see the same. */
export function sharedBy(userId: string): void {
  person = userId;
}

/** A stream of this page's own; gives back what closes it. */
function stream(url: string, event: string, { ondata, onopen, onlost, onrefused }: Listener): () => void {
  const source = new EventSource(url);
  source.addEventListener(event, ({ data }: MessageEvent<string>) => ondata(data));
  source.addEventListener('open', onopen);
  // After a loss the browser connects again by itself; CLOSED is what a refusal leaves.
  source.addEventListener('error', () => {
    const refused = source.readyState === EventSource.CLOSED;
    onlost();
    if (refused) onrefused();
  });
  return () => source.close();
}

/** Hears what the page that holds the stream hears, and asks it for what the server tells at a beginning. */
function listen(channel: BroadcastChannel, { ondata, onopen, onlost }: Listener): void {
  channel.onmessage = ({ data: said }: MessageEvent<Said>) => {
    if (said === 'open') onopen();
    else if (said === 'lost') onlost();
    else if (said !== 'joined') ondata(said.data);
  };
  channel.postMessage('joined' satisfies Said);
}

/** This page's own stream, told to the others too; it begins anew for each page that joins. Gives back what closes it. */
function lead(url: string, event: string, channel: BroadcastChannel, listener: Listener): () => void {
  const tell = (said: Said) => channel.postMessage(said);
  const begin = () =>
    stream(url, event, {
      ondata: (data) => (tell({ data }), listener.ondata(data)),
      onopen: () => (tell('open'), listener.onopen()),
      onlost: () => (tell('lost'), listener.onlost()),
      onrefused: listener.onrefused,
    });
  let close = begin();
  channel.onmessage = ({ data: said }: MessageEvent<Said>) => {
    if (said !== 'joined') return;
    close();
    close = begin();
  };
  return () => close();
}

/** Hears the stream at `url`, which the first page opens and the others hear from it; gives back what leaves it. */
export function join(url: string, event: string, listener: Listener): () => void {
  const locks = globalThis.navigator?.locks;
  if (!locks || !globalThis.BroadcastChannel) return stream(url, event, listener);
  const name = `jisr.stream ${person} ${url}`;
  const channel = new BroadcastChannel(name);
  const leaving = new AbortController();
  /** Keeps the lock until this page leaves. */
  const hold = () =>
    new Promise<void>((release) => {
      if (leaving.signal.aborted) return release();
      const close = lead(url, event, channel, listener);
      leaving.signal.addEventListener('abort', () => (close(), release()));
    });
  const take = (lock: Lock | null) => {
    if (lock || leaving.signal.aborted) return hold();
    listen(channel, listener);
    // When the page that has it goes or is hidden, the stream falls to this one or to another.
    locks.request(name, { signal: leaving.signal }, hold).catch(() => {});
    return undefined;
  };
  locks.request(name, { ifAvailable: true }, take).catch(() => {});
  return () => {
    leaving.abort();
    channel.close();
  };
}
