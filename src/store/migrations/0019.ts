/** Lists of cases that are open, or that one person has, are found without reading all the others. */
export function listedCases(): string[] {
  return [
    'CREATE INDEX cases_state ON cases (state, opened_at, number)',
    'CREATE INDEX cases_taken ON cases (taken_by, opened_at, number)',
  ];
}
