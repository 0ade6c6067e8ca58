/** "+1 608-555-0142"; other countries' numbers as they are. */
export function sayNumber(number: string): string {
  const parts = /^\+1(\d{3})(\d{3})(\d{4})$/.exec(number);
  return parts ? `${parts[1]}-${parts[2]}-${parts[3]}` : number;
}
