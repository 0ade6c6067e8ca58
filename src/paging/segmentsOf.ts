export function segmentsOf(text: string): number {
  return text.length > 160 ? 2 : 1;
}
