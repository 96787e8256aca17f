import { westernDigits } from './digits';

/** Whether a span of ISO days ends before it starts; one that is open at an end does not. */
export const isReversed = (from: string, to: string) => from !== '' && to !== '' && to < from;

/** "5/3/2026", "05.03.2026" or "05032026" → "2026-03-05"; "" for nothing; null for what is no day of the calendar. */
export function readDay(typed: string): string | null {
  const text = typed.trim();
  if (text === '') return '';
  const parts = text.split(/[\s/.-]+/).map(westernDigits);
  const [day, month, year] = parts.length === 1 ? [parts[0]!.slice(0, 2), parts[0]!.slice(2, 4), parts[0]!.slice(4)] : parts;
  if (!day || !month || year?.length !== 4 || parts.length > 3) return null;
  const iso = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const moment = new Date(`${iso}T00:00:00Z`);
  return !Number.isNaN(moment.getTime()) && moment.toISOString().startsWith(iso) ? iso : null;
}
