import {
  AuditInput,
  AuditPage,
  ListUsersInput,
  ManagedUser,
  SetRoleInput,
  UserPage,
} from "@fluentfusion/contract";
import { adminProcedure, router } from "../../trpc/procedures.ts";
import { listUsers, readAudit, setRole } from "./admin.service.ts";

export const adminRouter = router({
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
