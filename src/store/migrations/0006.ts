/** What a held version was judged by, so that the same question is asked once, and the versions that come with it. */
export function judgedVersions(): string[] {
  return [
    "ALTER TABLE versions ADD COLUMN judged_by TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE versions ADD COLUMN together TEXT NOT NULL DEFAULT '[]'",
  ];
}
