/** Addresses of the views: everything that is chosen stands in them. */

export type View = 'timeline' | 'month' | 'changes' | 'explain';

export const views: readonly { view: View; name: string }[] = [
  { view: 'timeline', name: 'All teams' },
  { view: 'month', name: 'Month' },
  { view: 'explain', name: 'Explain' },
  { view: 'changes', name: 'Held changes' },
];

export function addressOf(view: View, chosen: Readonly<Record<string, string>> = {}): string {
  return `/rotas?${new URLSearchParams({ view, ...chosen })}`;
}

/** Where it is explained who is on call at an instant. */
export function explainAddress(team: string, at: number): string {
  return addressOf('explain', { team, at: new Date(at).toISOString() });
}
