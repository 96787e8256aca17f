import { plain, westernDigits } from './digits';

const label = /^(?:t[ée]l(?:[ée]phone)?|phone|gsm|(?:ال)?هاتف)[\s.:]*(?=[+(\d])/i;

/**
 * A number as the server keeps it, "+212612345678"; null for what it refuses (normalise_phone in src/tabular): nine digits in
 * Morocco, of which the first is 5 to 8, and 8 to 15 abroad, with the country first.
 */
export function readPhone(typed: string): string | null {
  const dialled = plain(typed).replace(label, '').replace(/[ ./()_-]/g, '').replace(/^00/, '+');
  const national = /^(?:\+?212)?0?([5-8]\d{8})$/.exec(dialled);
  if (national) return `+212${national[1]}`;
  return /^\+(?!212)[1-9]\d{7,14}$/.test(dialled) ? dialled : null;
}

/** Whether what was typed is a whole Moroccan number: 06 12 34 56 78, +212 6…, 00212 6…. */
export const isWholePhone = (typed: string) => readPhone(typed)?.startsWith('+212') ?? false;

/** "0612345678" → "06 12 34 56 78", as far as it goes. */
export function inPairs(typed: string): string {
  return westernDigits(typed).replace(/(\d\d)(?=\d)/g, '$1 ');
}

/** "+212612345678" or "0612345678" → "06 12 34 56 78", as people type it; a number of another country keeps its form. */
export function formatPhone(phone: string): string {
  return isWholePhone(phone) ? inPairs(readPhone(phone)!.replace('+212', '0')) : phone;
}
