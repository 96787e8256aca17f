import { api, writeHeaders } from './client';
import { limits } from './limit';
import { problemIn, unreachable } from './problem';

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
    // However long a file takes: what ends it is that nothing moves any more.
    let timer: ReturnType<typeof setTimeout>;
    const lost = () => fail(unreachable());
    const moves = () => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        lost();
        request.abort();
      }, limits.silence);
    };
    request.upload.onprogress = ({ loaded, total }) => {
      moves();
      options.onprogress?.(total > 0 ? loaded / total : 0);
    };
    request.onprogress = moves;
    request.onloadend = () => clearTimeout(timer);
    request.onerror = lost;
    request.onabort = () => fail(new DOMException('cancelled', 'AbortError'));
    request.onload = () => {
      const { status, responseText } = request;
      if (status >= 200 && status < 300) {
        try {
          return done(JSON.parse(responseText) as T);
        } catch {
          return lost(); // cut, and the browser did not notice
        }
      }
      const retryAfter = request.getResponseHeader('Retry-After');
      fail(problemIn(new Response(null, { status, headers: retryAfter ? { 'Retry-After': retryAfter } : {} }), responseText));
    };
    moves();
    request.send(file);
  });
}
