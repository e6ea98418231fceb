import {
  AuditInput,
  AuditPage,
  ListUsersInput,
  ManagedUser,
  RebuildInput,
  RebuildPage,
  SetRoleInput,
  UserPage,
} from "@fluentfusion/contract";
import { adminProcedure, router } from "../../trpc/procedures.ts";
import { listUsers, readAudit, setRole } from "./admin.service.ts";
import { rebuild } from "./rebuild.ts";

export const adminRouter = router({
  rebuild: adminProcedure
    .meta({ cost: 20 })
    .input(RebuildInput)
    .output(RebuildPage)
    .mutation(({ ctx, input }) => rebuild(ctx, input)),

  users: adminProcedure
    .input(ListUsersInput)
    .output(UserPage)
    .query(({ ctx, input }) => listUsers(ctx, input)),

  setRole: adminProcedure
    .input(SetRoleInput)
    .output(ManagedUser)
    .mutation(({ ctx, input }) => setRole(ctx, input)),

  audit: adminProcedure
    .input(AuditInput)
    .output(AuditPage)
    .query(({ ctx, input }) => readAudit(ctx, input)),
});
