/** What a held version was judged by, so that the same question is asked once, and the versions that come with it. */
export function judgedVersions(): string[] {
  return [
    "ALTER TABLE versions ADD COLUMN judged_by TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE versions ADD COLUMN together TEXT NOT NULL DEFAULT '[]'",
    // What was seen last of a name has its highest revision, held and rejected ones too.
    `UPDATE versions SET revision = (SELECT MAX(revision) FROM versions) + 1
      WHERE revision = 0 AND state IN ('quarantined', 'rejected') AND seen_at >
        (SELECT MAX(one.in_force_at) FROM versions one
          WHERE one.kind = versions.kind AND one.name = versions.name AND one.state = 'inForce')`,
    "UPDATE numbers SET next = next + 1 WHERE name = 'revision'",
  ];
}
