/** How much the page is shown, and how often it hears that something changed. */
export const consoleLimits = {
  /** How often it is looked whether another process changed something. */
  changesSeconds: 1,
  /** How often the commits of a process are counted for the others at the most. */
  countingMilliseconds: 200,
  /** A stream that is silent for longer has lost its line: the page says so. */
  heartbeatSeconds: 10,
  /** Shorter answers of the API are not squeezed. */
  squeezedBytes: 1_024,
  /** Alarms of the log that a process remembers. */
  alarmsRemembered: 50,
  /** A call that began longer ago is not shown as one in progress: its end was never reported. */
  callHours: 24,
  /** How long a page that is over, or a promise that was broken, is still shown as news. */
  recentHours: 12,
  /** The longest wait for news of the telephones of the local exchange. */
  telephonesMilliseconds: 10_000,
  /** How far the demo's clock runs forward at once. */
  demoForwardSeconds: 14_400,
  /** Teams that one answer about the rotas of all of them has. */
  timelineTeams: 50,
  /** Versions decided by a human that are shown below those that wait. */
  decidedShown: 20,
  /** Lines gone and new that a difference of two texts is looked for, that are shown of one, and that are shown around each. */
  diffEdits: 500,
  diffLines: 1_000,
  diffAround: 5,
} as const;
