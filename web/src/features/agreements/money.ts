import { formatMoney } from '$/i18n/format';
import { inWesternDigits } from '$/ui/digits';

/** As much as the server keeps, in centimes. */
const mostCentimes = 1e15;

export type MoneyFault = 'not_money' | 'negative_money' | 'too_many_decimals' | 'money_too_large';

/** "1 234,5" → 123450 centimes; '' → null. Spaces group thousands, a comma or a point begins the centimes. */
export function parseMoney(typed: string): { centimes: number | null } | { fault: MoneyFault } {
  const text = inWesternDigits(typed)
    .replace(/\u066b/g, ',')
    .replace(/[\s\u00a0\u202f\u066c']/g, '');
  if (text === '') return { centimes: null };
  const parts = /^(-?)(\d+)(?:[.,](\d*))?$/.exec(text);
  if (!parts) return { fault: 'not_money' };
  const [, minus, whole = '', decimals = ''] = parts;
  if (minus) return { fault: 'negative_money' };
  if (decimals.length > 2) return { fault: 'too_many_decimals' };
  const centimes = Number(whole) * 100 + Number(decimals.padEnd(2, '0'));
  return centimes > mostCentimes ? { fault: 'money_too_large' } : { centimes };
}

/** 123450 → "1 234,50 درهم" / "1 234,50 MAD". */
export const formatCentimes = (centimes: number) => formatMoney(centimes / 100);

/** 123450 → "1234,50": as it is typed again. */
export function typedMoney(centimes: number): string {
  const [whole, decimals] = (centimes / 100).toFixed(2).split('.');
  return decimals === '00' ? whole! : `${whole},${decimals}`;
}
