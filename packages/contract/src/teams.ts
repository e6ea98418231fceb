import { CATEGORIES, LIMITS } from "@fluentfusion/core";
import { z } from "zod";
import { CategoryField, ClientId, Id, Instant, LanguageField, LocalDay, storableText } from "./fields.ts";

/** One line that can be seen. */
const Name = (max: number) =>
  storableText(1, max)
    .trim()
    .regex(/^[^\p{C}]*[\p{L}\p{N}][^\p{C}]*$/u, {
      error: "must be one line with a letter or digit",
    });

const TEAM_ROLES = ["member", "manager"] as const;

export const CreateTeamInput = z.strictObject({ id: ClientId, name: Name(LIMITS.teamNameMaxChars) });
export type CreateTeamInput = z.infer<typeof CreateTeamInput>;

/** A team that the caller is in. */
export const MyTeam = z.object({
  id: Id,
  name: z.string(),
  role: z.enum(TEAM_ROLES),
  post: z.string(),
  joinedAt: Instant,
});
export type MyTeam = z.infer<typeof MyTeam>;

export const InTeamInput = z.strictObject({ teamId: Id });

export const InviteInput = z.strictObject({
  teamId: Id,
  /** Who comes by this link joins as: managers must be managers of the installation already. */
  role: z.enum(TEAM_ROLES).default("member"),
  /** Where they work, such as reception: reports can be read by it. */
  post: Name(LIMITS.postMaxChars),
  days: z.number().int().min(1).max(LIMITS.inviteMaxDays).default(7),
  uses: z.number().int().min(1).max(LIMITS.inviteMaxUses).default(20),
});
export type InviteInput = z.infer<typeof InviteInput>;

export const Invite = z.object({
  id: Id,
  role: z.enum(TEAM_ROLES),
  post: z.string(),
  expiresAt: Instant,
  usesLeft: z.number().int(),
});
export type Invite = z.infer<typeof Invite>;

/** The token is shown this once; only a hash of it is kept. */
export const NewInvite = Invite.extend({ token: z.string() });
export type NewInvite = z.infer<typeof NewInvite>;

export const RevokeInviteInput = z.strictObject({ teamId: Id, inviteId: Id });

const InviteToken = z.string().regex(/^ffi_[\w-]{43}$/);

export const LookInviteInput = z.strictObject({ token: InviteToken });

/** What somebody is told before they join. */
export const InviteOffer = z.object({
  teamName: z.string(),
  role: z.enum(TEAM_ROLES),
  post: z.string(),
  expiresAt: Instant,
  /** What is agreed to: docs/teams.md says it in words. Another text is another version. */
  consentVersion: z.number().int(),
});
export type InviteOffer = z.infer<typeof InviteOffer>;

export const JoinTeamInput = z.strictObject({
  token: InviteToken,
  /** The version of what was agreed to. */
  consentVersion: z.number().int().min(1).max(1_000),
});
export type JoinTeamInput = z.infer<typeof JoinTeamInput>;

export const TeamMember = z.object({
  id: Id,
  username: z.string(),
  role: z.enum(TEAM_ROLES),
  post: z.string(),
  joinedAt: Instant,
});
export type TeamMember = z.infer<typeof TeamMember>;

export const RemoveMemberInput = z.strictObject({ teamId: Id, memberId: Id });
export type RemoveMemberInput = z.infer<typeof RemoveMemberInput>;

/** Lessons, or all of a situation, until a day. */
export const AssignInput = z.strictObject({
  id: ClientId,
  teamId: Id,
  what: z.discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("lessons"), lessonIds: z.array(Id).min(1).max(LIMITS.assignedMax) }),
    z.strictObject({ kind: z.literal("situation"), category: CategoryField }),
  ]),
  dueOn: LocalDay,
  note: storableText(0, 200).default(""),
});
export type AssignInput = z.infer<typeof AssignInput>;

export const Assignment = z.object({
  id: Id,
  teamId: Id,
  lessonIds: z.array(Id),
  /** Of a whole situation; `null` where lessons were named. */
  category: CategoryField.nullable(),
  dueOn: LocalDay,
  note: z.string(),
  assignedAt: Instant,
});
export type Assignment = z.infer<typeof Assignment>;

/**
 * What is asked of the caller, with how far they are; nobody else is told. Here `lessonIds` are those of a situation too, as many
 * as can be named in one assignment: the first of `lessonsTotal`.
 */
export const MyAssignment = Assignment.extend({
  teamName: z.string(),
  lessonsDone: z.number().int(),
  lessonsTotal: z.number().int(),
});
export type MyAssignment = z.infer<typeof MyAssignment>;

export const UnassignInput = z.strictObject({ teamId: Id, assignmentId: Id });

export const TeamReportInput = z.strictObject({
  teamId: Id,
  targetLanguage: LanguageField.optional(),
  post: storableText(1, LIMITS.postMaxChars).optional(),
});
export type TeamReportInput = z.infer<typeof TeamReportInput>;

const SituationShare = z.object({
  category: z.enum(CATEGORIES),
  /** Share of what the situation asks for that a member would recall, on average; told between .05 and .95. */
  mean: z.number().min(0).max(1),
  /** Holds what they would recall 8 times in 10 at least; made of the mean and the number of people alone. */
  interval: z.tuple([z.number().min(0).max(1), z.number().min(0).max(1)]),
});

export const TeamReport = z.object({
  teamId: Id,
  /** No figure is about fewer persons. */
  minimum: z.number().int(),
  groups: z.array(
    z.object({
      targetLanguage: LanguageField,
      /** `null`: of several posts, too small on their own. */
      post: z.string().nullable(),
      people: z.number().int(),
      /** When its figures were last told anew. */
      asOf: Instant,
      situations: z.array(SituationShare),
    }),
  ),
  /** All groups of a language together. */
  languages: z.array(
    z.object({
      targetLanguage: LanguageField,
      people: z.number().int(),
      situations: z.array(SituationShare),
    }),
  ),
  /** Members whom no figure holds yet. */
  waiting: z.number().int(),
  /** What the width of the intervals rests on: groups of simulated learners. */
  intervalEvidence: z.enum(["simulated_prior"]),
});
export type TeamReport = z.infer<typeof TeamReport>;

export const TextFile = z.object({ fileName: z.string(), text: z.string() });
export type TextFile = z.infer<typeof TextFile>;
