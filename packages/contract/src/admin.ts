import { LIMITS } from "@fluentfusion/core";
import { z } from "zod";
import { AttemptPage } from "./attempts.ts";
import { Id, Instant, LanguageField, PageDirection, RoleField, storableText } from "./fields.ts";
import { Plan } from "./plan.ts";
import { ProgressSummary } from "./progress.ts";
import { Recommendations, WhyRecommended } from "./recommendations.ts";

const Limit = z.number().int().min(1).max(LIMITS.pageMax).default(50);

/** Newest first; the next page begins after `cursor`. */
export const ListUsersInput = z.strictObject({
  /** The beginning of an e-mail address or of a name, in any case. */
  search: storableText(1, LIMITS.emailMaxChars).optional(),
  role: RoleField.optional(),
  cursor: Id.optional(),
  direction: PageDirection,
  limit: Limit,
});
export type ListUsersInput = z.infer<typeof ListUsersInput>;

export const ManagedUser = z.object({
  id: Id,
  username: z.string(),
  /** Empty for a guest. */
  email: z.string(),
  role: RoleField,
  joinedAt: Instant,
  lastLoginAt: Instant.nullable(),
  isDisabled: z.boolean(),
});
export type ManagedUser = z.infer<typeof ManagedUser>;

export const UserPage = z.object({ users: z.array(ManagedUser), nextCursor: Id.nullable() });
export type UserPage = z.infer<typeof UserPage>;

export const SetRoleInput = z.strictObject({ userId: Id, role: RoleField });
export type SetRoleInput = z.infer<typeof SetRoleInput>;

export const ByUser = z.strictObject({ userId: Id });

/** Why an operator looks at somebody's record: told by a word, since the log of deeds holds nothing about people. */
export const LookReason = z.enum(["asked_for_help", "something_is_wrong", "misuse"]);
export type LookReason = z.infer<typeof LookReason>;

export const LookAtLearnerInput = z.strictObject({ userId: Id, reason: LookReason });
export type LookAtLearnerInput = z.infer<typeof LookAtLearnerInput>;

/** What a learner sees of themselves. */
export const LearnerView = z.object({
  user: ManagedUser,
  nativeLanguage: LanguageField,
  progress: ProgressSummary,
  /** The newest answers. */
  answers: AttemptPage.shape.items,
  plan: Plan,
  /** As their list would be now; nothing is stored as shown. */
  next: Recommendations.omit({ impressionId: true }),
  /** The score of the first on that list; `null` while the rules made it. */
  why: WhyRecommended.nullable(),
});
export type LearnerView = z.infer<typeof LearnerView>;

/** Every deed that is written down. Names are stable: people search for them. */
export const AUDIT_ACTIONS = [
  "account.register",
  "account.guest",
  "account.claim",
  "account.delete",
  "session.start",
  "session.end",
  "session.reuse",
  "session.revoke",
  "session.revoke-all",
  "password.change",
  "password.reset",
  "email.confirm",
  "email.ask",
  "email.change",
  "second-factor.on",
  "second-factor.off",
  "second-factor.renew",
  "token.create",
  "token.revoke",
  "role.set",
  "learner.look",
  "record.rebuilt",
  "lesson.publish",
  "lesson.rollback",
  "dispute.accepted",
  "dispute.rejected",
  "dispute.revoked",
  "experiment.started",
  "experiment.ended",
  "model.refit",
  "model.published",
  "team.create",
  "team.invite",
  "team.revoke-invite",
  "team.join",
  "team.leave",
  "team.remove-member",
  "team.assign",
  "team.unassign",
] as const;
export type AuditAction = (typeof AUDIT_ACTIONS)[number];

/** Newest first. */
export const AuditInput = z.strictObject({
  actorId: Id.optional(),
  /** The id of an account, a team, an exercise, or the name of a lesson. */
  subjectId: storableText(1, 80).optional(),
  cursor: Id.optional(),
  direction: PageDirection,
  limit: Limit,
});
export type AuditInput = z.infer<typeof AuditInput>;

export const AuditEntry = z.object({
  id: Id,
  at: Instant,
  actorId: Id.nullable(),
  /** As they are called now; `null` where there is no such account any more. The log itself holds no names. */
  actorName: z.string().nullable(),
  /** One of `AUDIT_ACTIONS`; a newer server may know more. */
  action: z.string(),
  subjectId: z.string().nullable(),
  /** Likewise, where it is an account. */
  subjectName: z.string().nullable(),
  detail: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
});

export type AuditEntry = z.infer<typeof AuditEntry>;

/** Each entry carries a hash over itself and the one before. */
export const AuditCheck = z.object({
  entries: z.number().int(),
  /** The newest hash: kept elsewhere, it shows later that nothing up to it was rewritten. */
  head: z.string().nullable(),
  /** The number of the first entry that was changed, or that follows one that was; `null` where there is none. */
  firstBroken: z.number().int().nullable(),
});
export type AuditCheck = z.infer<typeof AuditCheck>;

export const AuditPage = z.object({ entries: z.array(AuditEntry), nextCursor: Id.nullable() });
export type AuditPage = z.infer<typeof AuditPage>;

/** Folds logs again and compares, and with `check: false` also mends: a page of learners, or one. */
export const RebuildInput = z.strictObject({
  learnerId: Id.optional(),
  cursor: Id.optional(),
  limit: z.number().int().min(1).max(LIMITS.pageMax).default(20),
  check: z.boolean().default(true),
});
export type RebuildInput = z.infer<typeof RebuildInput>;

export const RebuildPage = z.object({
  checked: z.number().int(),
  /** Whose stored record was not what their log says, and in which parts. */
  different: z.array(z.object({ learnerId: Id, parts: z.array(z.string()) })),
  nextCursor: Id.nullable(),
});
export type RebuildPage = z.infer<typeof RebuildPage>;
