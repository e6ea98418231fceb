import { CONTRACT_VERSION } from "@fluentfusion/contract/version";
import { LIMITS } from "@fluentfusion/core";
import type { TRPCError } from "@trpc/server";
import { fastifyTRPCPlugin, type FastifyTRPCPluginOptions } from "@trpc/server/adapters/fastify";
import type { FastifyInstance, FastifyRequest } from "fastify";
import { errorBody } from "../http-errors.ts";
import { appRouter, type AppRouter } from "../router.ts";
import type { Deps } from "../shared/deps.ts";
import { DomainError, retryAfterSeconds } from "../shared/domain-error.ts";
import { answerIfChanged } from "./cacheable.ts";
import { type Context, createContext } from "./context.ts";
import {
  answerPlainCall,
  asksForLines,
  asksForLinesOfOne,
  isKnownMethod,
  isUnfitBatch,
  isPlainCall,
  pathsOf,
} from "./plain-calls.ts";
import type { Kept } from "./procedures.ts";
import { readProcedures } from "./read-procedures.ts";
import type { EarlyAnswers } from "./early-answers.ts";
import type { KeptAnswers } from "./kept-answers.ts";
import { isTooOld } from "./too-old.ts";
import { isDeeperThan } from "./json-depth.ts";

/** Fails the start when a procedure does not say who may call it. */
const PROCEDURE_META = readProcedures(appRouter);

/** A batch pays for each of its calls. */
function costOf(paths: readonly string[]): number {
  return paths.reduce((sum, path) => sum + (PROCEDURE_META.get(path)?.cost ?? 1), 0);
}

/** Kept by nobody, unless every call says that its answer is for everyone; asked about again where it rarely changes. */
function cacheControl(paths: readonly string[], errors: readonly TRPCError[]): string {
  if (errors.length === 0 && paths.every((path) => keptBy(path) !== undefined)) return "private, no-cache";
  const seconds = Math.min(...paths.map((path) => PROCEDURE_META.get(path)?.cacheSeconds ?? 0));
  return errors.length === 0 && seconds > 0 ? `public, max-age=${seconds}` : "no-store";
}

function headersOf(errors: readonly TRPCError[], paths: readonly string[]): Record<string, string> {
  const waits = errors.map(({ cause }) => (cause instanceof DomainError ? retryAfterSeconds(cause) : null));
  const longest = Math.max(0, ...waits.map((seconds) => seconds ?? 0));
  return {
    // tRPC's own names no origin, and goes over that of CORS.
    vary: "origin, trpc-accept, accept",
    "cache-control": cacheControl(paths, errors),
    ...(longest > 0 && { "retry-after": String(longest) }),
  };
}

const keptBy = (path: string): Kept | undefined => PROCEDURE_META.get(path)?.kept;

/** Serves the router under /trpc, within the limits on batch, body and depth. */
export async function trpcPlugin(
  app: FastifyInstance,
  deps: Deps,
  { answers, early }: { readonly answers: KeptAnswers; readonly early: EarlyAnswers },
): Promise<void> {
  app.addHook("onRequest", async (req, reply) => {
    // A page of another site can send forms and plain text with a cookie, but JSON only where CORS lets it.
    const isJson = req.headers["content-type"]?.startsWith("application/json") === true;
    if (req.method === "POST" && !isJson) {
      await reply.status(415).send(errorBody(req, new DomainError("INPUT_INVALID"), 415));
    }
  });
  app.addHook("onRequest", async ({ headers }) => {
    if (isTooOld(headers)) throw new DomainError("CLIENT_TOO_OLD", { needed: CONTRACT_VERSION });
  });
  app.addHook("onSend", answerIfChanged);
  // tRPC refuses these too, but before it knows whose request it is.
  app.addHook("preHandler", async (req) => {
    if (!isKnownMethod(req)) throw new DomainError("NOT_FOUND");
    if (isUnfitBatch(req) || asksForLinesOfOne(req)) throw new DomainError("INPUT_INVALID");
  });
  app.addHook("preHandler", async (req) => {
    const { input } = req.query as { input?: unknown };
    if (Array.isArray(input)) throw new DomainError("INPUT_INVALID");
    const texts = [req.body, input].filter((text) => typeof text === "string");
    if (texts.some((text) => isDeeperThan(text, LIMITS.jsonMaxDepth))) throw new DomainError("INPUT_INVALID");
  });
  app.addHook("preHandler", async (req, reply) => {
    if (!isPlainCall(req)) return;
    await answerPlainCall(req, reply, {
      createContext: (paths) => createContext(deps, req, reply, costOf(paths)),
      headersOf,
      keptBy,
      answers,
      onKept: (calls, isBatch) => {
        const cost = costOf(calls.map(({ path }) => path));
        early.learn(req.raw, reply.getHeaders(), { calls, isBatch, cost });
      },
    });
  });
  // Once the first piece of an answer is sent its headers cannot say any more when to try again.
  const paid = new WeakMap<FastifyRequest, Context>();
  app.addHook("preHandler", async (req, reply) => {
    if (!asksForLines(req)) return;
    const context = createContext(deps, req, reply, costOf(pathsOf(req)));
    await context.pay();
    paid.set(req, context);
  });
  await app.register(fastifyTRPCPlugin, {
    prefix: "/trpc",
    trpcOptions: {
      router: appRouter,
      createContext: ({ req, res, info }) =>
        paid.get(req) ?? createContext(deps, req, res, costOf(info.calls.map(({ path }) => path))),
      maxBatchSize: LIMITS.batchMax,
      responseMeta: ({ errors, paths = [] }) => ({ headers: headersOf(errors, paths) }),
    },
  } satisfies FastifyTRPCPluginOptions<AppRouter>);
}
