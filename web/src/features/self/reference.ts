/** The reference that the QR code of a receipt brings along behind `#`, or nothing. */
export const broughtReference = (hash: string) => /^#([A-Z]{3}-\d{2}-\d{6}-\d)$/.exec(hash)?.[1] ?? '';
