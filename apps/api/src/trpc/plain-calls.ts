import { LIMITS } from "@fluentfusion/core";
import { getTRPCErrorFromUnknown, getTRPCErrorShape, TRPCError } from "@trpc/server";
import { getHTTPStatusCode } from "@trpc/server/http";
import type { FastifyReply, FastifyRequest } from "fastify";
import { appRouter } from "../router.ts";
import type { Context } from "./context.ts";

interface CallOptions {
  readonly path: string;
  readonly type: "query" | "mutation";
  readonly ctx: Context;
  readonly signal: AbortSignal;
  readonly batchIndex: number;
  getRawInput(): Promise<unknown>;
}

interface Procedure {
  (options: CallOptions): Promise<unknown>;
  readonly _def: { readonly type: "query" | "mutation" | "subscription" };
}

const PROCEDURES: ReadonlyMap<string, Procedure> = new Map(
  Object.entries(appRouter._def.procedures as unknown as Readonly<Record<string, Procedure>>),
);
const METHODS = { query: "GET", mutation: "POST" } as const;

/** Calls are short; what streams is left to tRPC's adapter, which ends it when the client goes. */
const NEVER = new AbortController().signal;

interface Query {
  readonly batch?: unknown;
  readonly input?: unknown;
}

/** The procedures that a request names, in order. */
function pathsOf(req: FastifyRequest): string[] {
  const { path } = req.params as { path: string };
  return (req.query as Query).batch === "1" ? path.split(",") : [path];
}

export function isKnownMethod({ method }: FastifyRequest): boolean {
  return method === "GET" || method === "POST" || method === "HEAD";
}

function typesOf(paths: readonly string[]): ReadonlySet<string> {
  return new Set(paths.flatMap((path) => PROCEDURES.get(path)?._def.type ?? []));
}

/** What changes a sign-in goes alone: its cookies and its refusals are those of one call. */
function changesSignIn(path: string): boolean {
  return path.startsWith("auth.") && PROCEDURES.get(path)?._def.type === "mutation";
}

/** Whether a batch is one that is not answered: too long, of more than one type, or with a change of a sign-in among others. */
export function isUnfitBatch(req: FastifyRequest): boolean {
  const paths = pathsOf(req);
  if (paths.length > LIMITS.batchMax || typesOf(paths).size > 1) return true;
  return paths.length > 1 && paths.some(changesSignIn);
}

/** Whether this is a call, or a batch of calls of one type, that is answered in one piece. */
export function isPlainCall(req: FastifyRequest): boolean {
  const { accept = "", "trpc-accept": streamed } = req.headers;
  if (req.method !== "GET" && req.method !== "POST") return false;
  if (streamed !== undefined || accept.includes("jsonl") || accept.includes("event-stream")) return false;
  return !typesOf(pathsOf(req)).has("subscription");
}

/** Reads the inputs of all calls, once and only when one of them asks. */
function inputReader(req: FastifyRequest, isBatch: boolean): (index: number) => unknown {
  let inputs: unknown;
  let isRead = false;
  return (index) => {
    if (!isRead) {
      const text = req.method === "GET" ? (req.query as Query).input : req.body;
      inputs = typeof text === "string" && text !== "" ? JSON.parse(text) : undefined;
      isRead = true;
    }
    if (!isBatch || inputs === undefined) return inputs;
    if (typeof inputs !== "object" || inputs === null || Array.isArray(inputs)) {
      throw new TRPCError({ code: "BAD_REQUEST" });
    }
    return (inputs as Readonly<Record<number, unknown>>)[index];
  };
}

function rawInput(read: (index: number) => unknown, index: number): unknown {
  try {
    return read(index);
  } catch (cause) {
    throw new TRPCError({ code: "BAD_REQUEST", cause });
  }
}

/**
 * Answers a plain call on tRPC's wire format, from Fastify's request to Fastify's reply. tRPC's own adapter makes a fetch
 * Request, Headers, AbortSignals and a Response for each one, which costs more than most procedures do.
 *
 * @param headersOf what the errors of the calls add to the headers
 */
export async function answerPlainCall(
  req: FastifyRequest,
  reply: FastifyReply,
  createContext: (paths: readonly string[]) => Context,
  headersOf: (errors: readonly TRPCError[], paths: readonly string[]) => Readonly<Record<string, string>>,
): Promise<FastifyReply> {
  const isBatch = (req.query as Query).batch === "1";
  const paths = pathsOf(req);
  const errors: TRPCError[] = [];
  const ctx = createContext(paths);
  const shapeOf = (cause: unknown, path: string) => {
    const error = getTRPCErrorFromUnknown(cause);
    errors.push(error);
    const config = appRouter._def._config;
    return { error: getTRPCErrorShape({ config, error, ctx, path, input: undefined, type: "unknown" }) };
  };
  const read = inputReader(req, isBatch);
  const call = async (path: string, batchIndex: number) => {
    try {
      const procedure = PROCEDURES.get(path);
      if (procedure === undefined) throw new TRPCError({ code: "NOT_FOUND" });
      const { type } = procedure._def;
      if (type === "subscription" || METHODS[type] !== req.method) {
        throw new TRPCError({ code: "METHOD_NOT_SUPPORTED" });
      }
      const getRawInput = async () => rawInput(read, batchIndex);
      const data = await procedure({ path, type, ctx, signal: NEVER, batchIndex, getRawInput });
      return { result: { data } };
    } catch (error) {
      return shapeOf(error, path);
    }
  };
  const body = await Promise.all(paths.map(call));
  const answer = isBatch ? body : body[0];
  // The shapes are those of our error formatter, of which the type of this function knows nothing.
  const status = getHTTPStatusCode(answer as Parameters<typeof getHTTPStatusCode>[0]);
  return reply
    .status(status)
    .headers({ vary: "trpc-accept, accept", ...headersOf(errors, paths) })
    .type("application/json")
    .send(JSON.stringify(answer));
}
