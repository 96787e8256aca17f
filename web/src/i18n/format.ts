import { groupDigits, language, t } from './index.svelte';

export { groupDigits as formatNumber };

const isoDate = /^(\d{4})-(\d{2})-(\d{2})/;
const parts = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Africa/Casablanca',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
});

/** The calendar day of an ISO date, or of an instant as lived in Morocco. */
function dayOf(iso: string): { year: string; month: string; day: string } | null {
  if (iso.includes('T')) {
    const moment = new Date(iso);
    if (Number.isNaN(moment.getTime())) return null;
    const found = Object.fromEntries(parts.formatToParts(moment).map(({ type, value }) => [type, value]));
    return { year: found.year!, month: found.month!, day: found.day! };
  }
  const match = isoDate.exec(iso);
  return match && { year: match[1]!, month: match[2]!, day: match[3]! };
}

/** "2026-11-22" → "22/11/2026"; what is no date comes back as it is. */
export function formatDate(iso: string): string {
  const day = dayOf(iso);
  return day ? `${day.day}/${day.month}/${day.year}` : iso;
}

/** "2026-11-22" → "22 نونبر 2026", with the month names of Morocco. */
export function formatLongDate(iso: string): string {
  const day = dayOf(iso);
  return day ? `${Number(day.day)} ${monthName(Number(day.month))} ${day.year}` : iso;
}

/** The month's name, 1 to 12. */
export function monthName(month: number): string {
  return t(`ui.month.${month}`);
}

/** An instant → "14:05" on a Moroccan clock. */
export function formatTime(iso: string): string {
  const moment = new Date(iso);
  if (Number.isNaN(moment.getTime())) return iso;
  const found = Object.fromEntries(parts.formatToParts(moment).map(({ type, value }) => [type, value]));
  return `${found.hour}:${found.minute}`;
}

/** An instant → "22/11/2026 14:05". */
export function formatDateTime(iso: string): string {
  return `${formatDate(iso)} ${formatTime(iso)}`;
}

/** An instant → "5 minutes ago" for the last day, and its date before that. */
export function formatAgo(iso: string, now = Date.now()): string {
  const minutes = Math.floor((now - new Date(iso).getTime()) / 60_000);
  if (Number.isNaN(minutes)) return iso;
  if (minutes < 1) return t('ui.ago.now');
  if (minutes < 60) return t('ui.ago.minutes', { count: minutes });
  if (minutes < 24 * 60) return t('ui.ago.hours', { count: Math.floor(minutes / 60) });
  return formatDate(iso);
}

/** 1234.5 → "1 234,50 درهم" / "1 234,50 MAD". */
export function formatMoney(dirhams: number): string {
  return `${groupDigits(dirhams, 2)}\u00a0${language() === 'ar' ? 'درهم' : 'MAD'}`;
}

/**
 * A share of one → "42 %"; less than one per cent that is not nothing keeps one decimal, and so does what is almost all: a
 * target is not reached at 99.7 %. It runs from left to right whatever stands around it: the sign follows its number in an
 * Arabic sentence, too.
 */
export function formatPercent(share: number, decimals?: number): string {
  const percent = share * 100;
  const isAlmost = percent >= 99.5 && percent < 100;
  const shown = isAlmost ? Math.min(percent, 99.9) : percent;
  return `\u2066${groupDigits(shown, decimals ?? (isAlmost || (percent > 0 && percent < 0.95) ? 1 : 0))}\u00a0%\u2069`;
}

/** A size in bytes → "1,4 Mo" / "1.4 MB". */
export function formatBytes(bytes: number): string {
  if (bytes < 1_000_000) return t('ui.size.kb', { n: groupDigits(Math.max(1, Math.round(bytes / 1000))) });
  return t('ui.size.mb', { n: groupDigits(bytes / 1_000_000, 1) });
}

/** Keeps a name or number whole inside a sentence of the other direction: for texts, where <bdi> cannot stand. */
export function isolated(text: string): string {
  return `\u2068${text}\u2069`;
}

/** Which of two spellings the reader reads first; the other may be shown below. */
export function inReadersScript(arabic: string | null | undefined, latin: string | null | undefined) {
  const [first, second] = language() === 'ar' ? [arabic, latin] : [latin, arabic];
  return first ? { first, second: second || null } : { first: second ?? '', second: null };
}

/** Where a role holds: the name of the place, or the country. */
export function scopeName(scope: { level: string; code: string; name_ar: string; name_fr: string }): string {
  return nameOf(scope) || t(`identity.scope_level.${scope.level}`);
}

/** A place or anything else named in several languages, in the reader's own. */
export function nameOf(named: { name_ar: string; name_fr: string; name_zgh?: string | null }): string {
  if (language() === 'ar') return named.name_ar;
  return (language() === 'zgh' && named.name_zgh) || named.name_fr;
}
