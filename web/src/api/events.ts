import { api } from './client';

/**
 * Follows a stream of server-sent events and hands over the data of those named `event`; gives back what stops it.
 * The browser connects again by itself after a loss; `onopen` is told each time, to read what was missed.
 */
export function follow<T>(
  path: string,
  event: string,
  ondata: (data: T) => void,
  onopen: () => void = () => {},
  query?: Record<string, string | number | null | undefined>,
): () => void {
  const source = new EventSource(api.url(path, query));
  source.addEventListener(event, ({ data }: MessageEvent<string>) => ondata(JSON.parse(data) as T));
  source.addEventListener('open', onopen);
  return () => source.close();
}
