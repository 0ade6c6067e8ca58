/** Things of a list that only grows or shrinks at its end, each with its place in it: what it is known by. */
export function numbered<One>(list: readonly One[]): { nth: number; of: One }[] {
  return list.map((of, nth) => ({ nth, of }));
}
