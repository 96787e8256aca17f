import { api, writeHeaders } from './client';
import { problemOf, unreachable } from './problem';

interface Options {
  query?: Record<string, string | number | boolean | null | undefined>;
  /** From 0 to 1, while the file goes out. */
  onprogress?: (share: number) => void;
  signal?: AbortSignal;
}

/** Sends a file as it is, under its own name, telling how far it got; `fetch` cannot tell. */
export function upload<T>(path: string, file: File, options: Options = {}): Promise<T> {
  const request = new XMLHttpRequest();
  request.open('POST', api.url(path, options.query));
  const headers = {
    ...writeHeaders('POST'),
    'Content-Type': file.type || 'application/octet-stream',
    'X-File-Name': encodeURIComponent(file.name),
  };
  for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
  options.signal?.addEventListener('abort', () => request.abort());
  return new Promise((done, fail) => {
    request.upload.onprogress = ({ loaded, total }) => options.onprogress?.(total > 0 ? loaded / total : 0);
    request.onerror = () => fail(unreachable());
    request.onabort = () => fail(new DOMException('cancelled', 'AbortError'));
    request.onload = async () => {
      if (request.status >= 200 && request.status < 300) return done(JSON.parse(request.responseText) as T);
      const retryAfter = request.getResponseHeader('Retry-After');
      const headers = new Headers(retryAfter ? { 'Retry-After': retryAfter } : undefined);
      fail(await problemOf(new Response(request.responseText, { status: request.status, headers })));
    };
    request.send(file);
  });
}
