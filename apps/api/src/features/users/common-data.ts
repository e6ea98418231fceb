import { all, of } from "./data-policy.ts";

/** The policy of the tables that are of nobody. */
export const COMMON_DATA = {
  items: of<"items">({
    owner: null,
    order: "id",
    erase: "stays",
    columns: {
      ...all("common", "id", "slug", "targetLanguage", "text", "kind", "category", "difficulty", "topic"),
      ...all("common", "register", "accepted", "sources", "confidence", "retiredAt", "review"),
    },
  }),
  lessons: of<"lessons">({
    owner: null,
    order: "id",
    erase: "stays",
    columns: {
      ...all(
        "common",
        "id",
        "slug",
        "targetLanguage",
        "nativeLanguage",
        "category",
        "difficulty",
        "position",
      ),
      ...all("common", "revision", "retiredAt"),
    },
  }),
  rulings: of<"rulings">({
    owner: null,
    order: "id",
    erase: "stays",
    columns: {
      ...all(
        "common",
        "id",
        "exerciseId",
        "normal",
        "form",
        "decision",
        "decidedBy",
        "decidedAt",
        "revokedBy",
      ),
      ...all("common", "revokedAt", "roundDueAt", "roundsLeft", "doneThrough", "learnersCredited"),
      answersRegraded: "common",
    },
  }),
  lessonRevisions: of<"lessonRevisions">({
    owner: null,
    order: "lessonId",
    erase: "stays",
    columns: {
      ...all("common", "lessonId", "revision", "title", "description", "titleLanguage", "durationMinutes"),
      ...all("common", "prerequisites", "content", "itemIds", "exerciseBits", "contentHash", "publishedAt"),
      exerciseSince: "common",
      // The id of an account; who published stays known while the account is here.
      publishedBy: "inner",
    },
  }),
  exercises: of<"exercises">({
    owner: null,
    order: "id",
    erase: "stays",
    columns: {
      ...all("common", "lessonId", "revision", "number", "id", "kind", "itemId", "prompt", "key", "strict"),
    },
  }),
  models: of<"models">({
    owner: null,
    order: "id",
    erase: "stays",
    columns: {
      ...all("common", "id", "version", "status", "evidence", "parameters", "metrics", "rows", "learners"),
      fittedAt: "common",
    },
  }),
  jobs: of<"jobs">({
    owner: null,
    order: "id",
    erase: "stays",
    columns: {
      ...all("common", "id", "kind", "status", "progress", "step", "result", "startedAt", "heardAt"),
      finishedAt: "common",
      // The id of an account.
      startedBy: "inner",
    },
  }),
  experiments: of<"experiments">({
    owner: null,
    order: "name",
    erase: "stays",
    columns: all("common", "name", "arms", "startedAt", "endedAt"),
  }),
  authoredLessons: of<"authoredLessons">({
    owner: null,
    order: "name",
    erase: "stays",
    columns: {
      ...all("common", "name", "revision", "text", "baseHash", "publishedAt"),
      // The id of an account.
      publishedBy: "inner",
    },
  }),
  teams: of<"teams">({
    owner: null,
    order: "id",
    erase: "stays",
    columns: all("common", "id", "name", "createdAt"),
  }),
  // Sums over five persons at least: who is in them stands with the members.
  teamCohorts: of<"teamCohorts">({
    owner: null,
    order: "id",
    erase: "stays",
    columns: all("common", "teamId", "id", "targetLanguage", "post", "size", "sums", "toldAt", "retiredAt"),
  }),
  teamAssignments: of<"teamAssignments">({
    owner: null,
    order: "id",
    erase: "stays",
    columns: {
      ...all("common", "teamId", "id", "lessonIds", "category", "dueOn", "note", "assignedAt", "removedAt"),
      // The id of an account.
      assignedBy: "inner",
    },
  }),
  catalogueState: of<"catalogueState">({
    owner: null,
    order: "only",
    erase: "stays",
    columns: all("common", "only", "version", "courseHash"),
  }),
} as const;
