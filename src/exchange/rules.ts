/** The carrier's own numbers. Times are milliseconds of the exchange's clock unless a name says otherwise. */
export const rules = {
  /** Speaking takes this long per word (150 words a minute), and never less than `shortestSpeech`. */
  perWord: 400,
  shortestSpeech: 500,
  /** A sound whose length we do not measure. */
  playedSound: 2_000,
  /** Twilio's default rates: one new call and one text a second. */
  betweenCalls: 1_000,
  betweenTexts: 1_000,
  /** A call made by REST stays `queued` so long, and a phone begins to ring so long after `initiated`. */
  queued: 500,
  untilRinging: 1_000,
  /** From a text's creation to `sent`, and from there to `delivered`. */
  untilSent: 1_000,
  untilDelivered: 1_000,
  /** From the end of a recording to its callback and sound, and from there to its transcription. */
  untilRecorded: 1_000,
  untilTranscribed: 4_000,
  /** Transcription takes recordings longer than 2 s and shorter than 120 s (Twilio, <Record> transcribe). */
  transcribeOverSeconds: 2,
  transcribeUnderSeconds: 120,
  /** A webhook has 15 s (error 11200); Nightdesk's own promise is 5 s of real time. */
  webhookTimeout: 15_000,
  slowAnswer: 5_000,
  /** Error 11750. */
  documentBytes: 64_000,
  /** At most 10 redirects (error 11215). */
  redirects: 10,
  /** Documents one call may ask for: a loop of redirects ends here. */
  documentsPerCall: 2_000,
  /** A wait document that takes no time would be asked for without end. */
  shortestWait: 1_000,
  /**
   * Keys pressed while no verb listens. Twilio does not document its type-ahead; this exchange keeps up to ten keys for
   * five seconds and gives them to the next <Gather>. <Record>, <Dial> and <Enqueue> throw them away.
   */
  typeAheadKeys: 10,
  typeAhead: 5_000,
  /** Attribute defaults, in seconds: <Gather timeout>, <Record timeout>, <Record maxLength>, <Dial timeout>, <Dial timeLimit>, REST Timeout. */
  gatherSeconds: 5,
  recordSilenceSeconds: 5,
  recordSeconds: 3_600,
  dialSeconds: 30,
  dialLimitSeconds: 14_400,
  ringSeconds: 60,
  longestRingSeconds: 600,
  queueSize: 1_000,
  numbersPerDial: 10,
  textCharacters: 1_600,
  /** Times a verb with loop="0" repeats: "until hang-up", with an end. */
  endlessLoop: 1_000,
  /** How many entries the log and the list of webhooks keep. */
  keptEntries: 20_000,
  /** From the end of a call until its requests can be read (Twilio, Call Event resource), and how many of them are kept. */
  untilEvents: 900_000,
  eventsPerCall: 1_000,
  /** A log request waits so long for news. */
  logWait: 20_000,
} as const;

/** How long a text takes to speak. */
export function speakingTime(text: string): number {
  const words = text.split(/\s+/).filter((word) => word !== '').length;
  return Math.max(rules.shortestSpeech, words * rules.perWord);
}
