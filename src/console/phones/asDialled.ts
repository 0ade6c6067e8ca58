/** "608-555-0142" as the exchange knows it, +16085550142; whatever else is written stays, and the exchange says what is wrong. */
export function asDialled(text: string): string {
  const digits = text.replace(/[\s().-]/g, '');
  if (/^\d{10}$/.test(digits)) return `+1${digits}`;
  return /^1\d{10}$/.test(digits) ? `+${digits}` : digits;
}
