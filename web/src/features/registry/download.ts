import { api, writeHeaders } from '$/api/client';
import { problemOf, unreachable } from '$/api/problem';

/**
 * Fetches a file in the reader's language and hands it to the browser to keep, under the name that the server gives.
 * A plain link would ask in the browser's language and show a refusal as a page of JSON.
 */
export async function download(path: string, query?: Parameters<typeof api.url>[1]): Promise<void> {
  const lost = () => {
    throw unreachable();
  };
  const response = await fetch(api.url(path, query), { headers: { ...writeHeaders('GET'), Accept: '*/*' } }).catch(lost);
  if (!response.ok) throw await problemOf(response);
  const file = await response.blob().catch(lost);
  const link = document.createElement('a');
  link.href = URL.createObjectURL(file);
  link.download = fileName(response.headers.get('Content-Disposition'));
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

/** The name in a Content-Disposition header, the one in UTF-8 before the plain one. */
export function fileName(disposition: string | null): string {
  const encoded = /filename\*=UTF-8''([^;]+)/i.exec(disposition ?? '')?.[1];
  if (encoded) return decodeURIComponent(encoded);
  return /filename="?([^";]+)"?/i.exec(disposition ?? '')?.[1] ?? 'jisr';
}
