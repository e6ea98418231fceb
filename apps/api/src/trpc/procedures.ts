import type { PlainErrorCode } from "@fluentfusion/contract";
import { getTRPCErrorFromUnknown, initTRPC, TRPCError } from "@trpc/server";
import { ZodError } from "zod";
import { DomainError, ERROR_FACTS, errorData } from "../shared/domain-error.ts";
import { loggableError, toDomainError } from "../shared/classify-error.ts";
import { walled } from "../shared/walled.ts";
import type { Context } from "./context.ts";
import { noteRefusal } from "./note-refusal.ts";

/** Who may call a procedure; `author` and the like: whoever has that role, and admins. */
export type Access = "public" | "learner" | "author" | "manager" | "admin";

/** `shared`: by everybody of a language pair, until the catalogue changes. `own`: until anything of the learner changes. */
export type Kept = "shared" | "own";

export interface Meta {
  /** Set by the procedure builders below; one without it ends the start. */
  readonly access?: Access;
  /** Not for programs: refuses personal access tokens. */
  readonly personOnly?: boolean;
  /** Points that a call costs its caller, of `RATE_LIMIT_PER_MINUTE`; one unless said: `.meta({ cost: 10 })`. */
  readonly cost?: number;
  /** Says the same until something changes: answered from memory until then (kept-answers.ts). */
  readonly kept?: Kept;
  /** May be read from a replica that is some seconds behind (shared/lagging-reads.ts): a query of staff, which only reads. */
  readonly mayLag?: boolean;
  /** For what is the same for everyone: how long anybody may keep the answer. */
  readonly cacheSeconds?: number;
}

const t = initTRPC
  .context<Context>()
  .meta<Meta>()
  .create({
    // Stacks never leave the server, whatever NODE_ENV says.
    isDev: false,
    sse: {
      // Proxies cut what is silent; a reader that hears nothing for longer comes back by itself.
      ping: { enabled: true, intervalMs: 15_000 },
      client: { reconnectAfterInactivityMs: 40_000 },
      maxDurationMs: 15 * 60_000,
    },
    errorFormatter({ shape, error, ctx, path }) {
      const known = clientError(error);
      const [httpStatus, message] = ERROR_FACTS[known.code];
      const data = errorData(known, { requestId: ctx?.requestId ?? "", httpStatus, path: path ?? null });
      return { code: shape.code, message, data };
    },
  });

const TRPC_CODES: Readonly<Partial<Record<TRPCError["code"], PlainErrorCode>>> = {
  BAD_REQUEST: "INPUT_INVALID",
  PARSE_ERROR: "INPUT_INVALID",
  NOT_FOUND: "NOT_FOUND",
  METHOD_NOT_SUPPORTED: "NOT_FOUND",
  PAYLOAD_TOO_LARGE: "TOO_LARGE",
  UNSUPPORTED_MEDIA_TYPE: "INPUT_INVALID",
};

/** What a client may know of a failed call. */
function clientError(error: TRPCError): DomainError {
  const { cause } = error;
  if (cause instanceof DomainError) return cause;
  // What the transport refused, and an input that does not fit its schema.
  const refused = TRPC_CODES[error.code];
  if (refused !== undefined)
    return cause instanceof ZodError ? toDomainError(cause) : new DomainError(refused);
  // An output that does not fit its schema carries zod issues too, but that is the server's fault.
  return cause === undefined || cause instanceof ZodError
    ? new DomainError("INTERNAL")
    : toDomainError(cause);
}

const STATUS_CODES: Readonly<Record<number, TRPCError["code"]>> = {
  400: "BAD_REQUEST",
  401: "UNAUTHORIZED",
  403: "FORBIDDEN",
  404: "NOT_FOUND",
  409: "CONFLICT",
  412: "PRECONDITION_FAILED",
  413: "PAYLOAD_TOO_LARGE",
  429: "TOO_MANY_REQUESTS",
  503: "SERVICE_UNAVAILABLE",
};

/** What is known of a call before its own rules are asked. */
interface Called {
  readonly ctx: Context;
  readonly path: string;
  readonly type: "query" | "mutation" | "subscription";
}

/** What a step of a call came to, as tRPC passes it on. */
type Step = { readonly ok: true } | { readonly ok: false; readonly error: TRPCError };

/** Gives a failure the HTTP status of its code, and the log what the client does not see. */
function translated(cause: unknown, call: Called): TRPCError {
  const { ctx, path } = call;
  const error = getTRPCErrorFromUnknown(cause);
  const known = clientError(error);
  const [status] = ERROR_FACTS[known.code];
  void noteRefusal(known, call);
  // Of what is too much there is much, and nothing is wrong with the server: the metrics count it.
  if (status >= 500 && known.code !== "OVERLOADED") {
    const { requestId, deps } = ctx;
    const seen = { requestId, ...deps.tracing?.ids(), path, error: loggableError(error.cause ?? error) };
    deps.log.error(seen, "call failed");
  }
  return new TRPCError({ code: STATUS_CODES[status] ?? "INTERNAL_SERVER_ERROR", cause: known });
}

const CHANGES_ACTORS = /^(auth|me|admin)\./;

/**
 * What all calls have in common, as one step, since each step of tRPC's costs as much as some procedures do: nobody waits for
 * a database that is away; a call is paid before anything is done for it; and whoever is told that a session has ended, or
 * that somebody has another role, finds it so with the next call.
 */
async function asCall<R extends Step>(call: Called, work: () => Promise<R>): Promise<R> {
  const { ctx, path, type } = call;
  const { tracing, whileUp, actors } = ctx.deps;
  const paid = async () => {
    await ctx.pay();
    const result = await work();
    if (type === "mutation" && CHANGES_ACTORS.test(path)) await actors.settled();
    return result;
  };
  const begun = () => whileUp(paid);
  let result: R;
  try {
    result = await (tracing?.span(`call ${path}`, { "rpc.method": path }, begun) ?? begun());
  } catch (error) {
    throw translated(error, call);
  }
  if (result.ok) return result;
  throw translated(result.error, call);
}

export const { router, createCallerFactory } = t;

/** For everyone, signed in or not. */
export const publicProcedure = t.procedure
  .meta({ access: "public" })
  .use(({ ctx, path, type, next }) => asCall({ ctx, path, type }, () => next()));

/** For whoever is signed in: whatever it does, `deps.db` holds the caller's own rows and no one else's. */
export const learnerProcedure = t.procedure.meta({ access: "learner" }).use(({ ctx, path, type, next }) =>
  asCall({ ctx, path, type }, async () => {
    const actor = await ctx.actor();
    if (actor === null) throw new DomainError("UNAUTHENTICATED");
    if (actor.scope === "read" && type === "mutation") throw new DomainError("FORBIDDEN");
    const deps = walled(ctx.deps, actor.userId);
    const result = await next({ ctx: { ...ctx, actor, deps, systemDeps: ctx.deps } });
    if (type === "mutation") ctx.deps.laggingReads.wrote(actor.userId);
    if (type === "mutation") void ctx.deps.changes.tell(actor.userId).catch(() => undefined);
    return result;
  }),
);

/** For the person themselves: a program with their token may not touch passwords, sessions, tokens or the account. */
export const sessionProcedure = learnerProcedure.meta({ personOnly: true }).use(({ ctx, next }) => {
  if (ctx.actor.scope !== "session") throw new DomainError("FORBIDDEN");
  return next();
});

function staffProcedure(access: Exclude<Access, "public" | "learner">) {
  const base = access === "admin" ? sessionProcedure : learnerProcedure;
  return base.meta({ access }).use(async ({ ctx, next, meta }) => {
    const { role } = ctx.actor;
    if (role !== access && role !== "admin") throw new DomainError("FORBIDDEN");
    if (ctx.deps.env.staffNeedsSecondFactor && !ctx.actor.hasSecondFactor) {
      throw new DomainError("SECOND_FACTOR_REQUIRED");
    }
    // Their work is with what others did.
    const { systemDeps: deps } = ctx;
    if (meta?.mayLag !== true) return next({ ctx: { ...ctx, deps } });
    return deps.laggingReads.read(ctx.actor.userId, async (db) => {
      const result = await next({ ctx: { ...ctx, deps: { ...deps, db } } });
      // The replica's trouble, where it is that, is met by asking the database.
      if (!result.ok && db !== deps.db) throw result.error.cause ?? result.error;
      return result;
    });
  });
}

export const authorProcedure = staffProcedure("author");
export const managerProcedure = staffProcedure("manager");
export const adminProcedure = staffProcedure("admin");
