/** Arabic-Indic and Persian digits turned into 0–9; everything else stays. */
export function inWesternDigits(text: string): string {
  return text
    .replace(/[٠-٩]/g, (digit) => String(digit.charCodeAt(0) - 0x660))
    .replace(/[۰-۹]/g, (digit) => String(digit.charCodeAt(0) - 0x6f0));
}

/** A typed number without what word processors put in: marks that are not seen, and dashes for hyphens; in the digits 0–9. */
export function plain(text: string): string {
  return inWesternDigits(text).replace(/\p{Cf}/gu, '').replace(/[\u2010-\u2015\u2212]/g, '-').replace(/\s+/g, ' ').trim();
}

/** The digits of a text alone, turned into 0–9. */
export function westernDigits(text: string): string {
  return inWesternDigits(text).replace(/\D/g, '');
}

/** "12" or "١٢" → 12; null for what is no whole number. */
export function wholeNumber(text: string): number | null {
  const digits = inWesternDigits(text.trim());
  return /^\d+$/.test(digits) ? Number(digits) : null;
}
