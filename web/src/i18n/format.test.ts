import { beforeEach, describe, expect, test, vi } from 'vitest';

vi.stubGlobal('localStorage', { getItem: () => null, setItem: () => {} });
vi.stubGlobal('document', { documentElement: {} });
const { setLanguage, t, fill } = await import('./index.svelte');
const { formatAgo, formatDate, formatDateTime, formatLongDate, formatMoney, formatNumber, formatPercent, inReadersScript } = await import('./format');

beforeEach(() => setLanguage('ar'));

describe('numbers', () => {
  test('are grouped by narrow spaces with Western digits, in Arabic too', () => {
    expect(formatNumber(1234567)).toBe('1\u202f234\u202f567');
    expect(formatNumber(999)).toBe('999');
    expect(formatNumber(-1000.5)).toBe('\u22121\u202f000,5');
  });
  test('as money name the dirham in the reader’s language', async () => {
    expect(formatMoney(1234.5)).toBe('1\u202f234,50\u00a0درهم');
    await setLanguage('fr');
    expect(formatMoney(1234.5)).toBe('1\u202f234,50\u00a0MAD');
  });
  test('as shares keep a decimal below one per cent and short of all', () => {
    const written = (share: number, decimals?: number) => formatPercent(share, decimals).slice(1, -1);
    expect(written(0.424)).toBe('42\u00a0%');
    expect(written(0.004)).toBe('0,4\u00a0%');
    expect(written(0.0097)).toBe('1\u00a0%');
    expect(written(0.994)).toBe('99\u00a0%');
    expect(written(0.997)).toBe('99,7\u00a0%');
    expect(written(0.99997)).toBe('99,9\u00a0%');
    expect(written(1)).toBe('100\u00a0%');
    expect(written(0)).toBe('0\u00a0%');
    expect(written(0.671, 1)).toBe('67,1\u00a0%');
  });
  test('as shares keep their sign behind them in an Arabic sentence', () => {
    expect(formatPercent(0.04)).toBe('\u20664\u00a0%\u2069');
  });
});

describe('dates', () => {
  test('are written day first', () => expect(formatDate('2026-11-22')).toBe('22/11/2026'));
  test('carry the month names of Morocco', async () => {
    expect(formatLongDate('2026-08-05')).toBe('5 غشت 2026');
    await setLanguage('fr');
    expect(formatLongDate('2026-08-05')).toBe('5 août 2026');
  });
  test('of an instant are those lived in Morocco', () => {
    expect(formatDateTime('2025-11-21T23:30:00Z')).toMatch(/^22\/11\/2025 00:30$/);
  });
  test('that are none come back untouched', () => expect(formatDate('soon')).toBe('soon'));
  test('of the last day are told as time gone by', () => {
    const now = Date.parse('2026-11-22T12:00:00Z');
    expect(formatAgo('2026-11-22T11:58:00Z', now)).toBe('قبل دقيقتين');
    expect(formatAgo('2026-11-22T11:50:00Z', now)).toBe('قبل 10 دقائق');
    expect(formatAgo('2026-11-20T12:00:00Z', now)).toBe('20/11/2026');
  });
});

test('a name is shown in the reader’s script first, and in the only one there is', async () => {
  expect(inReadersScript('فاطمة', 'Fatima')).toEqual({ first: 'فاطمة', second: 'Fatima' });
  await setLanguage('fr');
  expect(inReadersScript('فاطمة', 'Fatima')).toEqual({ first: 'Fatima', second: 'فاطمة' });
  expect(inReadersScript('فاطمة', null)).toEqual({ first: 'فاطمة', second: null });
});

describe('texts', () => {
  test('count in the six forms of Arabic', () => {
    const age = (count: number) => t('ui.birth.age', { count });
    expect([age(1), age(2), age(3), age(11), age(100)]).toEqual(['سنة واحدة', 'سنتان', '3 سنوات', '11 سنة', '100 سنة']);
  });
  test('count in French', async () => {
    await setLanguage('fr');
    expect(t('ui.birth.age', { count: 1 })).toBe('1 an');
    expect(t('ui.birth.age', { count: 34 })).toBe('34 ans');
  });
  test('leave a place open that nothing fills', () => expect(fill('{a} {b}', { a: 'x' })).toBe('x {b}'));
});
