import { v7 as uuidV7 } from "uuid";
import type { Rows } from "./world.ts";

/** Teams, as those in them and those who manage them see them. */
export const TEAMS: Rows = {
  "teams.mine": [
    1,
    async ({ learner }) =>
      () =>
        learner.client.teams.mine.query(),
  ],
  "teams.lookInvite": [
    1,
    async (world) => {
      const { invite, member } = await world.team();
      return () => member.client.teams.lookInvite.query({ token: invite.token });
    },
  ],
  "teams.join": [
    9,
    async (world) => {
      const { invite, member } = await world.team();
      return () => member.client.teams.join.mutate({ token: invite.token, consentVersion: 1 });
    },
  ],
  "teams.leave": [
    4,
    async (world) => {
      const { teamId, member } = await world.joined();
      return () => member.client.teams.leave.mutate({ teamId });
    },
  ],
  "teams.myAssignments": [
    3,
    async (world) => {
      const { member } = await world.assigned();
      return () => member.client.teams.myAssignments.query();
    },
  ],
  "teams.create": [
    5,
    async ({ manager }) =>
      () =>
        manager.create.mutate({ id: uuidV7(), name: "Kitchen" }),
  ],
  "teams.invite": [
    4,
    async (world) => {
      const { teamId } = await world.team();
      return () => world.manager.invite.mutate({ teamId, post: "desk" });
    },
  ],
  "teams.invites": [
    2,
    async (world) => {
      const { teamId } = await world.team();
      return () => world.manager.invites.query({ teamId });
    },
  ],
  "teams.revokeInvite": [
    3,
    async (world) => {
      const { teamId, invite } = await world.team();
      return () => world.manager.revokeInvite.mutate({ teamId, inviteId: invite.id });
    },
  ],
  "teams.members": [
    2,
    async (world) => {
      const { teamId } = await world.joined();
      return () => world.manager.members.query({ teamId });
    },
  ],
  "teams.removeMember": [
    5,
    async (world) => {
      const { teamId } = await world.joined();
      const members = await world.manager.members.query({ teamId });
      const memberId = members.find(({ role }) => role === "member")?.id ?? "";
      return () => world.manager.removeMember.mutate({ teamId, memberId });
    },
  ],
  "teams.assign": [
    5,
    async (world) => {
      const { input } = await world.assigned();
      return () => world.manager.assign.mutate({ id: uuidV7(), ...input });
    },
  ],
  "teams.unassign": [
    3,
    async (world) => {
      const { teamId, assignmentId } = await world.assigned();
      return () => world.manager.unassign.mutate({ teamId, assignmentId });
    },
  ],
  "teams.assignments": [
    2,
    async (world) => {
      const { teamId } = await world.assigned();
      return () => world.manager.assignments.query({ teamId });
    },
  ],
  "teams.report": [
    5,
    async (world) => {
      const { teamId } = await world.joined();
      return () => world.manager.report.query({ teamId });
    },
  ],
  "teams.reportCsv": [
    5,
    async (world) => {
      const { teamId } = await world.joined();
      return () => world.manager.reportCsv.query({ teamId });
    },
  ],
};
