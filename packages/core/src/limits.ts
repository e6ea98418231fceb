/**
 * Bounds of what may be stored or sent, in the unit each name says. Wire schemas refuse more; tables have the same
 * bounds as CHECK constraints, so a second writer cannot pass them either.
 */
export const LIMITS = {
  usernameMinChars: 3,
  usernameMaxChars: 50,
  emailMaxChars: 254,
  /** Of the password as typed, in code points: NIST SP 800-63B-4 asks for at least 8 with a second factor in sight. */
  passwordMinChars: 8,
  passwordMaxChars: 128,
  tokenNameMaxChars: 60,
  profileImageMaxChars: 500,
  answerMaxChars: 500,
  disputeReasonMaxChars: 500,
  /** Of one learner, on which nothing has been decided: authors read the list of everybody's. */
  disputesMax: 200,
  /** Why an admin did what is usually refused. */
  deedReasonMaxChars: 300,
  orderTokensMax: 40,
  matchPairsMax: 10,
  exercisesPerLessonMax: 30,
  /** A longer time on one exercise is a phone left on a table: it is stored as this. */
  elapsedMsMax: 600_000,
  /** An answer that comes in later than this counts as given this long before: five weeks without a network. */
  offlineMaxDays: 35,
  /** What is sought in the course. */
  searchMaxChars: 100,
  pageMax: 100,
  /** Events that a device hands in with one call; the body's limit holds as well. */
  pushMax: 50,
  /** Entries of the log, or live events, in one answer. */
  pullMax: 200,
  /** Lessons that a learner keeps off the recommendations. */
  dismissedMax: 500,
  /** Local days in one report. */
  reportMaxDays: 366,
  /** Lesson packs in one answer. */
  packsMax: 10,
  /** A lesson as text with its vocabulary, and drafts of one author. */
  draftMaxChars: 40_000,
  draftsMax: 200,
  teamNameMaxChars: 80,
  /** Where somebody works, such as reception. */
  postMaxChars: 40,
  /** Of a team, managers included; teams that one person is in, whether they manage them or learn in them; links and assignments of one team that are open at once. */
  teamMembersMax: 500,
  teamsMax: 50,
  invitesMax: 100,
  assignmentsMax: 100,
  inviteMaxDays: 30,
  inviteMaxUses: 500,
  /** Lessons in one assignment. */
  assignedMax: 50,
  /** Calls in one tRPC batch; the client splits larger ones. */
  batchMax: 10,
  bodyMaxBytes: 65_536,
  urlMaxChars: 8_192,
  jsonMaxDepth: 32,
} as const;
