/**
 * Every loop, list, retry and wait of the product has its limit here, so that each can be found, quoted and tested.
 * Units end the names.
 */
export const limits = {
  /** Steps one turn may pass through before it must ask, record, wait, dial or hang up. */
  stepsPerTurn: 50,
  /** Turns of one leg; a leg that reaches it is told good-bye. */
  turnsPerLeg: 200,
  /** Characters of one spoken text in a flow. */
  spokenCharacters: 1200,
  stepsPerFlow: 200,
  /** Words of a question with all that is said before it in the same breath. */
  questionWords: 60,
  /** Seconds without a sound in somebody's ear, other than listening after a question. */
  silenceSeconds: 4,
  /** Turns that are looked at to find the longest way to a page. */
  waysSearched: 300_000,
  /** How often a step may speak its words to somebody who gives no usable answer. */
  triesPerStep: 24,
  /** Seconds a step may wait for a key, for the other half of a join, or before it comes back. */
  stepSeconds: 60,
  /** Seconds of a recording: the carrier transcribes less than 120 s (Twilio, <Record> transcribe). */
  recordSeconds: 119,
  /** Seconds a phone that a technician calls through us may ring. */
  dialSeconds: 60,
  /** Characters of a notice, days from now until it ends at the latest, and how many the directory may have. */
  noticeCharacters: 160,
  noticeDays: 31,
  notices: 20,
  /** Seconds of the greeting and the notice after which a hang-up means that the notice was heard. */
  noticeHeardSeconds: 8,
  /** How long the day desk rings for a caller; and how long after that began a call of theirs is taken for the same one. */
  dayDeskSeconds: 20,
  deskLoopSeconds: 60,
  /** Numbers of one person, which are rung one after the other. */
  phonesPerPerson: 5,
  /** Bytes of one TwiML document (Twilio error 11750). */
  documentBytes: 64_000,
  /** Bytes of one request body we read. */
  requestBytes: 100_000,
  /** Fields of one form we read: far more than the carrier sends, so that no request of its own is ever refused for it. */
  formFields: 2_000,
  /** Characters of any field from outside that we keep. */
  fieldCharacters: 2_000,
  /** Characters of an error, or of a path from outside, in a line of the log. */
  loggedCharacters: 300,
  /** Bytes of a flow, directory or hours file. */
  sourceBytes: 1_000_000,
  /** Bytes of one rota file. */
  rotaBytes: 5_000_000,
  /** Files of one rota. */
  rotaFiles: 20,
  /** Events of one rota file. */
  rotaEvents: 20_000,
  /** Shifts one rota may have in the window that is looked at. */
  rotaShifts: 100_000,
  /** Characters of a SUMMARY that are searched for a name, and of a DESCRIPTION's line at the most; with single spaces. */
  rotaNameCharacters: 300,
  /** Lines of a DESCRIPTION that are looked at. */
  rotaDescriptionLines: 100,
  /** Shifts that a rota takes out and that are remembered, to explain why it is not somebody else; the first of the files. */
  rotaTakenOut: 5_000,
  /** Shifts one rule of a rota may start on one day. */
  rotaStartsPerDay: 24,
  /** Days one shift of a repeating event may last. */
  rotaShiftDays: 366,
  /** Steps rrule-temporal may take to work out one rule; a rule that never comes true ends there. */
  rotaRuleSteps: 10_000,
  /** Changes of a rota that are listed; a new one may have more. */
  rotaChanges: 200,
  /** How often the files are looked at, and the version in force. */
  watchSeconds: 5,
  revisionMilliseconds: 1_000,
  /** Who reads the files keeps that right for so long after each look. */
  leaseSeconds: 30,
  /** Openings of a desk that are told of changed hours; the others are counted. */
  hoursTold: 6,
  /** How long a file may be impossible to read from the disk before somebody is told; an alarm that stays is told so often. */
  unreadableSeconds: 120,
  sameAlarmSeconds: 60,
  /** After how long what took too long to work out is tried again. */
  passingSeconds: 600,
  /** Versions in force that are tried without, when they do not fit together. */
  misfitsTried: 20,
  /** A new rota is held back when it opens a gap within gapDaysAhead, or when it has less than this share of the duty
   * that the one before has from now on, in percent. */
  rotaShrinksPercent: 50,
  /** What building one rota, or reading one calendar of holidays, may take of time and memory; a worker that needs more is ended. */
  rotaBuildSeconds: 10,
  rotaBuildMegabytes: 512,
  /** Rotas that are remembered for as long as nothing of them changes, for a day at the most. */
  rotasRemembered: 5_000,
  /** Days, or hours, that are looked at one by one to work out one rule. */
  rotaRuleDays: 200_000,
  /** Dates of one event that meet no shift and are named; the others are counted. */
  rotaOddDates: 5,
  /** Changes of the clocks that a file may describe for one time zone. */
  zoneChanges: 2_000,
  /** Years of one time zone that are kept worked out. */
  zoneYears: 500,
  /** People and events that may be on call at one instant; the first of the file count. */
  rotaAtOnce: 50,
  /** Moves of a page that are foreseen, and stretches of a rota that one answer lists. */
  foreseenMoves: 100,
  segmentsListed: 1_000,
  segmentsChecked: 20_000,
  /** Days that a check of the rotas looks ahead, unless others are asked for. */
  checkDays: 90,
  /** How far ahead the next opening of the desk is looked for. */
  openingDaysAhead: 400,
  /** How far ahead a gap in required cover is told, and the shortest time between two texts about a team's gaps. */
  gapDaysAhead: 14,
  gapTextHours: 23,
  /** How far a rota is worked out on either side of now. */
  rotaDaysBack: 40,
  rotaDaysAhead: 400,
  /** Teams that one picture of the rotas shows; it says how many more there are. */
  teamsPictured: 20,
  /** Bytes of a recording we fetch and keep (two minutes of 16-bit 8 kHz sound is 2 MB). */
  recordingBytes: 20_000_000,
  /** How long a transaction may go on trying, and how often (design: rules that keep two databases simple). */
  transactionTries: 3,
  transactionSeconds: 4,
  acquireMilliseconds: 1_500,
  statementMilliseconds: 2_500,
  /** How long a PostgreSQL server may say nothing before its connection is given up: a little more than a statement may last. */
  silentDatabaseMilliseconds: 3_000,
  /** Statements a connection to SQLite keeps prepared; the product has some hundred, whose lists differ in length. */
  preparedStatements: 300,
  /** How long SQLite waits for another process's lock, in each of the tries. */
  busyMilliseconds: 1_000,
  /** Connections a process opens to PostgreSQL for writing, and for reading. */
  writeConnections: 8,
  readConnections: 4,
  /** The longest silence of a page that runs: every step and repeat of a policy comes sooner (promise 4). */
  pageSilenceSeconds: 1_800,
  /** A page that has been committed starts by itself after this long (promise 2). */
  deadManSeconds: 120,
  /** How long a case may wait for leadership to say which team it is for, and how long their phones ring, and ring once more. */
  choiceSeconds: 300,
  choiceRingSeconds: 25,
  choiceAgainSeconds: 120,
  /** A voice request is answered with the lifeline after this long: within five seconds a phone hears words. */
  answerMilliseconds: 4_500,
  /** A turn that has not begun to commit by then is rolled back: soon the phone is told that it failed. */
  turnMilliseconds: 4_000,
  /** A lifeline's call is taken over this long after its last line: until then its phones ring or its tone is near. */
  lifelineSettleSeconds: 90,
  /** How long news of a call's end may come before the first turn of that call is committed. */
  overtakenSeconds: 300,
  /** Looks of a hold that may fail in a row before the caller is led out of it. */
  holdLooks: 12,
  /** How long a caller is kept on hold at the most. */
  holdSeconds: 150,
  /** The longest one turn can last while a caller is there: a whole recording with the words before it. */
  longestTurnSeconds: 140,
  /** A ring whose end was never reported counts as over after this long. */
  ringLastsSeconds: 240,
  /** A step whose phone is still busy with our own ring is looked at again after this long. */
  stillRingingSeconds: 10,
  /** A text about the same cases from another page within this time counts for both. */
  sameTextSeconds: 60,
  /** Cases that one text describes; the others are counted. */
  casesInText: 3,
  /** How long we believe a number that the carrier refused us for, before it is tried again. */
  refusalHours: 12,
  /** Cases that a text lists by number, or for whoever has taken them; fewer where they have no room. */
  casesListedInText: 20,
  /** Segments of one text; the carrier sends one a second. */
  textSegments: 2,
  /** Characters of a transcript that a text or a ring carries. */
  saidCharacters: 120,
  /** A name or department in a text keeps so many characters before cases are left out for it. */
  shortNameCharacters: 16,
  /** What a flow tells a lead about a case: its characters, and how long the same of further cases waits to be one text. */
  tellLeadCharacters: 160,
  tellLeadSeconds: 600,
  /** Answers to words that are no code: whoever gets more within this time may be a program that answers ours. */
  wordsAnswered: 5,
  wordsAnsweredSeconds: 600,
  testRingSeconds: 25,
  /** How long a code by text stays one person's own. */
  codeHours: 48,
  /** A claimed outbox row is ours until then; after that it is unknown. */
  claimSeconds: 30,
  /** Seconds we wait for the carrier to answer one request. */
  carrierSeconds: 5,
  /** Tries at sending one row before it is refused. */
  sendTries: 5,
  /** What an account takes (Twilio, rate limits: one new call and one segment of a text a second). */
  millisecondsPerCall: 1_000,
  millisecondsPerSegment: 1_000,
  /**
   * A row waits for another one to the same phone whose outcome is not known, and looks again after so long; but a
   * carrier that cannot be asked must not hold up a page, so an outcome that stays unknown is waited for no longer.
   */
  sameNumberSeconds: 2,
  unsettledSeconds: 120,
  /** What one person's phone is rung at the most; the first ring of a page, and what a person asked for, is free. */
  ringsPerMinute: 1,
  ringsPerQuarter: 3,
  ringsPerHour: 7,
  /** How often pages ring a person for the same cases, and within how long: a ring and its repetition, then a rest. */
  sameRings: 2,
  sameRingsSeconds: 300,
  /** Rings of one page to a person from one number of ours before another number is tried. */
  ringsUnanswered: 2,
  /** The carrier is asked what became of something unknown: at once, after this long, and then it is sent again. */
  lookAgainSeconds: 10,
  looksInVain: 2,
  /** Calls and texts of a number that are looked through (newest first). */
  looksThrough: 20,
  /** How far the carrier's clock may be behind ours. */
  carrierClockSeconds: 10,
  /** A check that has begun is not begun a second time before this long. */
  checkSeconds: 30,
  /** A call that the carrier still has in its queue after this long is taken back and placed anew. */
  queuedSeconds: 30,
  /** Something unknown that the carrier cannot be asked about for this long is given up, with an alarm. */
  unknownSeconds: 1_800,
  /** What we wait at the most when the carrier asks us to be slower; an account that asks for more is out for a while. */
  retryAfterSeconds: 60,
  /** From the end of its ringing time until the carrier is asked what became of a call. */
  ringOverSeconds: 10,
  /** How long after a call was taken back from the carrier's queue it is looked whether it is gone. */
  takenBackSeconds: 3,
  /** Requests in a row without an answer after which another account is asked first, and for how long. */
  accountTimeouts: 3,
  accountOutSeconds: 300,
  /** News that was kept but not applied is applied by the dispatcher after this long. */
  newsGraceMilliseconds: 5_000,
  /** Rows one statement inserts at the most (SQLite: 500 terms of a compound SELECT, which is how Knex writes them). */
  rowsPerInsert: 100,
  /** Rows one tick takes of each kind. */
  rowsPerTick: 50,
  /** Tries at fetching one recording, and the wait before the next. */
  fetchTries: 10,
  fetchRetrySeconds: 30,
  /** Recordings fetched at the same time, and how long one may take before it counts as not answered. */
  fetchesAtOnce: 4,
  fetchSeconds: 30,
  /** How long a text may wait at the carrier before it is worthless. */
  textValiditySeconds: 300,
  /** How late a promise of one hour is due; and how long before that a text reminds, a ring asks, and the lead is rung. */
  promiseSeconds: 3_600,
  promiseTextSeconds: 1_200,
  promiseRingSeconds: 600,
  promiseReopenSeconds: 300,
  /** A promise whose hour ends while the two are talking is looked at again after so long. */
  talkingSeconds: 60,
  /** How long the phone of a reminder, and of a technician who asked to be rung, rings. */
  reminderRingSeconds: 25,
  /** Two people connected for so long have spoken; parted sooner than the second figure, they are offered to be connected again. */
  spokenSeconds: 10,
  droppedSeconds: 60,
  /** How often the desk is rung when it opens and something still runs, how long after a promise was broken, and how long one waits between. */
  deskRings: 3,
  stillTellSeconds: 57_600,
  deskRingSeconds: 300,
  /** A caller who was not reached is told so at most this often. */
  rangYouSeconds: 600,
  /** How long after its opening, or after somebody took it, a case is known again by its caller's number. */
  knownCaseHours: 48,
  /** How long after its opening a second critical call of its number is asked whether it is the same problem. */
  sameProblemSeconds: 3_600,
  /** How long a caller can take back that it is solved. */
  solvedSeconds: 600,
  /** How long the phone of whoever has a case rings when its caller asks for them. */
  ownerRingSeconds: 25,
  /** How long somebody who did not come to that ring is not rung again. */
  missedSeconds: 180,
  /** What a caller's phone is answered by text in an hour at the most, and how many of their words whoever has the case is sent. */
  callerAnswers: 10,
  callerWordsTold: 6,
  /** How long after a ring of a page its caller can hasten it. */
  hastenAfterSeconds: 60,
  /** In an hour: rings of whoever has a case for its callers, then they count as not reached; and rings back, each so long after the key. */
  ringsAskedFor: 5,
  ringBacks: 3,
  ringBackSeconds: 12,
  /** Rows of one page of a list of the API. */
  pageOfList: 50,
  /** Other teams that a technician can name by a key; whose a case is beyond them, the lead knows. */
  otherTeams: 4,
  /** Characters of the API's token at the least. */
  adminTokenCharacters: 16,
  /** How often a phone that the lifeline rings is asked to press 1: a voicemail must not keep the caller waiting. */
  lifelineAsks: 2,
  /** Phones a lifeline dials at once (Twilio: ten numbers in one Dial). */
  lifelinePhones: 10,
  /** How long the dispatcher sleeps at the most: another process may have committed something that is due. */
  pollMilliseconds: 1_000,
  /** The longest sleep of a dispatcher after failures in a row. */
  failedTickSeconds: 30,
  /** A dispatcher whose last tick is older than this is not ready. */
  tickAgeSeconds: 15,
  /** Seconds a stopping process waits for turns and sends in hand. */
  stopSeconds: 10,
} as const;
