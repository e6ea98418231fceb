import { schema } from "@fluentfusion/db";
import { COMMON_DATA } from "./common-data.ts";
import { all, of, type Policy, type TableName } from "./data-policy.ts";

/**
 * The policy of each column of each table, in the order in which tables are handed out and erased. A column that is
 * missing does not compile; a table that the database has and this has not fails a test.
 */
export const PERSONAL_DATA = {
  users: of<"users">({
    owner: "id",
    order: "id",
    erase: "with the account",
    columns: {
      ...all("told", "id", "username", "email", "emailVerifiedAt", "userType", "role", "targetLanguage"),
      ...all("told", "nativeLanguage", "timeZone", "profileImage", "joinedAt", "lastLoginAt", "disabledAt"),
      passwordHash: "secret",
      resetMailId: "inner",
    },
  }),
  sessions: of<"sessions">({
    owner: "userId",
    order: "id",
    erase: "with the account",
    columns: {
      ...all("told", "id", "rotatedAt", "createdAt", "expiresAt", "revokedAt", "userAgent"),
      ...all("told", "network", "secondFactorAt"),
      ...all("inner", "userId", "generation", "confirmedGeneration"),
    },
  }),
  personalAccessTokens: of<"personalAccessTokens">({
    owner: "userId",
    order: "id",
    erase: "with the account",
    columns: {
      ...all("told", "id", "name", "scope", "createdAt", "expiresAt", "lastUsedAt"),
      ...all("inner", "userId", "withSecondFactor"),
      tokenHash: "secret",
    },
  }),
  secondFactors: of<"secondFactors">({
    owner: "userId",
    order: "userId",
    erase: "with the account",
    columns: {
      ...all("told", "createdAt", "confirmedAt"),
      ...all("secret", "sealedSecret", "recoveryHashes"),
      ...all("inner", "userId", "lastStep"),
    },
  }),
  emailChanges: of<"emailChanges">({
    owner: "userId",
    order: "userId",
    erase: "with the account",
    columns: {
      ...all("told", "newEmail", "askedAt", "oldAgreedAt", "newAgreedAt"),
      ...all("inner", "userId", "id"),
    },
  }),
  attempts: of<"attempts">({
    owner: "learnerId",
    order: "seq",
    erase: "first",
    columns: {
      ...all(
        "told",
        "id",
        "seq",
        "exerciseId",
        "lessonId",
        "revision",
        "itemId",
        "kind",
        "sittingId",
        "practice",
      ),
      ...all("told", "response", "outcome", "score", "elapsedMs", "deviceAt", "receivedAt", "occurredAt"),
      ...all("told", "timeZone", "localDay", "graderVersion", "modelVersion", "receipt"),
      ...all("inner", "learnerId", "bodyHash"),
    },
  }),
  recordEvents: of<"recordEvents">({
    owner: "learnerId",
    order: "id",
    erase: "first",
    columns: {
      ...all(
        "told",
        "id",
        "seq",
        "kind",
        "attemptId",
        "outcome",
        "day",
        "occurredAt",
        "receivedAt",
        "receipt",
      ),
      learnerId: "inner",
    },
  }),
  disputes: of<"disputes">({
    owner: "learnerId",
    order: "id",
    erase: "with the account",
    columns: {
      ...all("told", "id", "attemptId", "exerciseId", "revision", "answer", "reason", "openedAt"),
      ...all("inner", "learnerId", "normal"),
    },
  }),
  selfReports: of<"selfReports">({
    owner: "learnerId",
    order: "id",
    erase: "first",
    columns: {
      ...all(
        "told",
        "id",
        "lessonId",
        "score",
        "timeSpent",
        "exercisesCompleted",
        "totalExercises",
        "reportedAt",
      ),
      learnerId: "inner",
    },
  }),
  sittings: of<"sittings">({
    owner: "learnerId",
    order: "id",
    erase: "first",
    columns: {
      ...all("told", "id", "mode", "lessonId", "exercises", "seenBits", "firstRightBits", "solvedBits"),
      ...all("told", "answers", "xpEarned", "badgesEarned", "startedAt", "finishedAt"),
      learnerId: "inner",
    },
  }),
  learnerStates: of<"learnerStates">({
    owner: "learnerId",
    order: "learnerId",
    erase: "with the account",
    columns: {
      state: "told",
      ...all("inner", "learnerId", "lastSeq", "foldedAt", "foldedId"),
      // Sums over the answers, which are told.
      ...all("inner", "trace", "skills", "skillTraces", "modelVersion"),
    },
  }),
  itemStates: of<"itemStates">({
    owner: "learnerId",
    order: "itemId",
    erase: "with the account",
    columns: {
      ...all(
        "told",
        "itemId",
        "reviews",
        "lapses",
        "lastAt",
        "lastDay",
        "dueAt",
        "stabilityDays",
        "difficulty",
      ),
      ...all("told", "lastRight"),
      ...all("inner", "learnerId", "trace"),
    },
  }),
  lessonProgress: of<"lessonProgress">({
    owner: "learnerId",
    order: "lessonId",
    erase: "with the account",
    columns: {
      ...all("told", "lessonId", "seenBits", "firstRightBits", "solvedBits", "total", "answers", "elapsedMs"),
      ...all("told", "startedAt", "lastAt", "completedAt", "revision", "exerciseSince"),
      learnerId: "inner",
    },
  }),
  xpEntries: of<"xpEntries">({
    owner: "learnerId",
    order: "key",
    erase: "with the account",
    columns: { ...all("told", "key", "amount", "attemptId", "at", "localDay"), learnerId: "inner" },
  }),
  streakDays: of<"streakDays">({
    owner: "learnerId",
    order: "day",
    erase: "with the account",
    columns: { ...all("told", "day", "answers", "right", "elapsedMs", "xp"), learnerId: "inner" },
  }),
  learnerBadges: of<"learnerBadges">({
    owner: "learnerId",
    order: "badgeId",
    erase: "with the account",
    columns: { ...all("told", "badgeId", "attemptId", "earnedAt"), learnerId: "inner" },
  }),
  recommendationImpressions: of<"recommendationImpressions">({
    owner: "learnerId",
    order: "id",
    erase: "with the account",
    columns: {
      ...all("told", "id", "shownAt", "policy", "modelVersion", "shown", "candidates"),
      ...all("told", "draw", "choices", "shares", "experiment"),
      learnerId: "inner",
    },
  }),
  learningSettings: of<"learningSettings">({
    owner: "learnerId",
    order: "learnerId",
    erase: "with the account",
    columns: {
      ...all("told", "dailyCap", "pausedUntil", "catchUpDays", "arrivalOn", "minutesPerDay", "situations"),
      ...all("told", "dismissed"),
      learnerId: "inner",
    },
  }),
  lessonWishes: of<"lessonWishes">({
    owner: "learnerId",
    order: "lessonId",
    erase: "with the account",
    columns: { ...all("told", "lessonId", "weight", "wishedAt"), learnerId: "inner" },
  }),
  placements: of<"placements">({
    owner: "learnerId",
    order: "id",
    erase: "with the account",
    columns: { ...all("told", "id", "state", "startedAt", "finishedAt"), learnerId: "inner" },
  }),
  lessonDrafts: of<"lessonDrafts">({
    owner: "userId",
    order: "id",
    erase: "with the account",
    columns: { ...all("told", "id", "name", "text", "version", "createdAt", "updatedAt"), userId: "inner" },
  }),
  teamMembers: of<"teamMembers">({
    owner: "userId",
    order: "teamId",
    erase: "with the account",
    columns: {
      ...all(
        "told",
        "teamId",
        "role",
        "post",
        "consentVersion",
        "joinedAt",
        "leftAt",
        "wasCounted",
        "shares",
      ),
      ...all("inner", "userId", "cohortId", "countedSeq"),
    },
  }),
  teamInvites: of<"teamInvites">({
    owner: "userId",
    order: "id",
    erase: "with the account",
    columns: {
      ...all("told", "id", "teamId", "role", "post", "createdAt", "expiresAt", "usesLeft", "revokedAt"),
      userId: "inner",
      tokenHash: "secret",
    },
  }),
  outboxEvents: of<"outboxEvents">({
    owner: "learnerId",
    order: "id",
    erase: "first",
    columns: {
      ...all("told", "id", "topic", "createdAt"),
      ...all("inner", "learnerId", "payload", "availableAt", "tries", "deliveredAt"),
    },
  }),
  // Holds ids of accounts and sessions, no names or addresses: who did what stays known, of whom only while they are here.
  auditLog: of<"auditLog">({
    owner: "actorId",
    order: "id",
    erase: "stays",
    columns: {
      ...all("told", "id", "at", "action", "subjectId", "detail"),
      ...all("inner", "actorId", "actorKind", "seq", "hash"),
    },
  }),
  ...COMMON_DATA,
} as const satisfies { [Name in TableName]: Policy<Name> };

export interface PersonalTable {
  readonly name: TableName;
  readonly table: Table;
  readonly owner: string;
  readonly order: string;
  readonly erase: Policy<TableName>["erase"];
  readonly told: readonly string[];
}

type Table = (typeof schema)[TableName];
const TABLES: Readonly<Record<TableName, Table>> = { ...schema };

/** The tables that hold something of a person, in the order of the policy. */
export const PERSONAL_TABLES: readonly PersonalTable[] = Object.entries(PERSONAL_DATA).flatMap(
  ([name, { owner, order, erase, columns }]) => {
    if (owner === null) return [];
    const told = Object.entries(columns).flatMap(([column, use]) => (use === "told" ? [column] : []));
    const tableName = name as TableName;
    return [{ name: tableName, table: TABLES[tableName], owner, order, erase, told }];
  },
);
