import {
  AssignInput,
  Assignment,
  CreateTeamInput,
  Done,
  InTeamInput,
  Invite,
  InviteInput,
  InviteOffer,
  JoinTeamInput,
  LookInviteInput,
  MyAssignment,
  MyTeam,
  NewInvite,
  RemoveMemberInput,
  RevokeInviteInput,
  TeamMember,
  TeamReport,
  TeamReportInput,
  TextFile,
  UnassignInput,
} from "@fluentfusion/contract";
import { z } from "zod";
import { learnerProcedure, managerProcedure, router } from "../../trpc/procedures.ts";
import { assign, listAssignments, listMyAssignments, unassign } from "./assignments.service.ts";
import { invite, joinTeam, listInvites, lookInvite, revokeInvite } from "./invites.service.ts";
import { toCsv } from "./report-csv.ts";
import { reportTeam } from "./report.service.ts";
import { createTeam, leaveTeam, listOwnTeams, removeMember, showMembers } from "./teams.service.ts";

const DONE = { ok: true } as const;

export const teamsRouter = router({
  /** The caller's own, whether they manage them or learn in them. */
  mine: learnerProcedure.output(z.array(MyTeam)).query(({ ctx }) => listOwnTeams(ctx)),

  lookInvite: learnerProcedure
    .meta({ cost: 5 })
    .input(LookInviteInput)
    .output(InviteOffer)
    .query(({ ctx, input }) => lookInvite(ctx, input.token)),

  join: learnerProcedure
    .meta({ cost: 5 })
    .input(JoinTeamInput)
    .output(MyTeam)
    .mutation(({ ctx, input }) => joinTeam(ctx, input)),

  leave: learnerProcedure
    .input(InTeamInput)
    .output(Done)
    .mutation(async ({ ctx, input }) => {
      await leaveTeam({ deps: ctx.systemDeps, actor: ctx.actor }, input.teamId);
      return DONE;
    }),

  myAssignments: learnerProcedure.output(z.array(MyAssignment)).query(({ ctx }) => listMyAssignments(ctx)),

  create: managerProcedure
    .input(CreateTeamInput)
    .output(MyTeam)
    .mutation(({ ctx, input }) => createTeam(ctx, input)),

  invite: managerProcedure
    .input(InviteInput)
    .output(NewInvite)
    .mutation(({ ctx, input }) => invite(ctx, input)),

  invites: managerProcedure
    .input(InTeamInput)
    .output(z.array(Invite))
    .query(({ ctx, input }) => listInvites(ctx, input.teamId)),

  revokeInvite: managerProcedure
    .input(RevokeInviteInput)
    .output(Done)
    .mutation(async ({ ctx, input }) => {
      await revokeInvite(ctx, input.teamId, input.inviteId);
      return DONE;
    }),

  members: managerProcedure
    .input(InTeamInput)
    .output(z.array(TeamMember))
    .query(({ ctx, input }) => showMembers(ctx, input.teamId)),

  removeMember: managerProcedure
    .input(RemoveMemberInput)
    .output(Done)
    .mutation(async ({ ctx, input }) => {
      await removeMember(ctx, input);
      return DONE;
    }),

  assign: managerProcedure
    .input(AssignInput)
    .output(Assignment)
    .mutation(({ ctx, input }) => assign(ctx, input)),

  unassign: managerProcedure
    .input(UnassignInput)
    .output(Done)
    .mutation(async ({ ctx, input }) => {
      await unassign(ctx, input.teamId, input.assignmentId);
      return DONE;
    }),

  assignments: managerProcedure
    .input(InTeamInput)
    .output(z.array(Assignment))
    .query(({ ctx, input }) => listAssignments(ctx, input.teamId)),

  report: managerProcedure
    .meta({ cost: 20 })
    .input(TeamReportInput)
    .output(TeamReport)
    .query(({ ctx, input }) => reportTeam(ctx, input)),

  /** The same report for a spreadsheet. */
  reportCsv: managerProcedure
    .meta({ cost: 20 })
    .input(TeamReportInput)
    .output(TextFile)
    .query(async ({ ctx, input }) =>
      toCsv(await reportTeam(ctx, input), ctx.deps.now().toISOString().slice(0, 10)),
    ),
});
