import { westernDigits } from '$/ui/digits';

/** Whether what was typed is a whole Moroccan number: 06 12 34 56 78, +212 6…, 00212 6…. */
export function isWholePhone(typed: string): boolean {
  const digits = westernDigits(typed).replace(/^(00212|212)0?/, '0');
  return /^0[5-8]\d{8}$/.test(digits);
}

/** "0612345678" → "06 12 34 56 78", as far as it goes. */
export function inPairs(typed: string): string {
  return westernDigits(typed).replace(/(\d\d)(?=\d)/g, '$1 ');
}
