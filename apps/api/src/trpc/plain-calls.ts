import type { IncomingHttpHeaders } from "node:http";
import { LIMITS } from "@fluentfusion/core";
import { getTRPCErrorFromUnknown, getTRPCErrorShape, TRPCError } from "@trpc/server";
import { getHTTPStatusCode } from "@trpc/server/http";
import type { FastifyReply, FastifyRequest } from "fastify";
import { countLookup } from "../metrics/counters.ts";
import { appRouter } from "../router.ts";
import type { Context } from "./context.ts";
import { type KeptAnswer, type KeptAnswers, type KeptCall, type Place, wholeOf } from "./kept-answers.ts";
import type { Kept } from "./procedures.ts";

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
export function pathsOf(req: FastifyRequest): string[] {
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

/** Whether a batch is one that is not answered: named twice, too long, of more than one type, or with a change of a sign-in among others. */
export function isUnfitBatch(req: FastifyRequest): boolean {
  // tRPC reads the first of several, which the others here do not.
  if (Array.isArray((req.query as Query).batch)) return true;
  const paths = pathsOf(req);
  if (paths.length > LIMITS.batchMax || typesOf(paths).size > 1) return true;
  return paths.length > 1 && paths.some(changesSignIn);
}

/** Whether a client wants each answer of a batch in a line of its own, as soon as it is there. */
export function asksForLines({ headers }: FastifyRequest): boolean {
  const { accept = "", "trpc-accept": streamed = accept } = headers;
  return String(streamed).includes("application/jsonl");
}

/** Only batches come in lines: tRPC refuses one call of that kind before it knows whose it is, in words of its own. */
export function asksForLinesOfOne(req: FastifyRequest): boolean {
  return asksForLines(req) && (req.query as Query).batch !== "1";
}

/** Whether a client wants the answer piece by piece. */
export function asksForStream({ accept = "", "trpc-accept": streamed }: IncomingHttpHeaders): boolean {
  return streamed !== undefined || accept.includes("jsonl") || accept.includes("event-stream");
}

/** Whether this is a call, or a batch of calls of one type, that is answered in one piece. */
export function isPlainCall(req: FastifyRequest): boolean {
  if (req.method !== "GET" && req.method !== "POST") return false;
  if (asksForStream(req.headers)) return false;
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

/** The input as text, or `null` for one that cannot be read: a procedure that takes none never looks at it. */
function inputText(read: (index: number) => unknown, index: number): string | null {
  try {
    return JSON.stringify(read(index) ?? null);
  } catch {
    return null;
  }
}

/** What became of one call: its answer as JSON, or the shape of its error. */
type Piece =
  | { readonly text: string; readonly error?: never }
  | { readonly kept: KeptAnswer; readonly call: KeptCall; readonly error?: never }
  | { readonly error: unknown };

const bytesOf = (piece: Piece): string | Buffer => {
  if ("kept" in piece) return Buffer.from(piece.kept.latin1, "latin1");
  return "text" in piece ? piece.text : JSON.stringify(piece);
};

const COMMA = Buffer.from(",");

function joined(pieces: readonly Piece[]): Buffer {
  const parts = pieces.flatMap((piece, index) => {
    const bytes = bytesOf(piece);
    const part = typeof bytes === "string" ? Buffer.from(bytes) : bytes;
    return index === 0 ? [part] : [COMMA, part];
  });
  return Buffer.concat([Buffer.from("["), ...parts, Buffer.from("]")]);
}

export interface PlainCalls {
  readonly createContext: (paths: readonly string[]) => Context;
  /** What the errors of the calls add to the headers. */
  readonly headersOf: (
    errors: readonly TRPCError[],
    paths: readonly string[],
  ) => Readonly<Record<string, string>>;
  /** How long a procedure's answers stay what they are; `undefined` for those that are made each time. */
  readonly keptBy: (path: string) => Kept | undefined;
  readonly answers: KeptAnswers;
  /** Told of calls that were answered by what is kept alone, with their headers set. */
  readonly onKept: (calls: readonly KeptCall[], isBatch: boolean) => void;
}

/** What is kept of a call's answer, or its place where it has to be made; `null` for one that is not kept. */
async function findKept(
  ctx: Context,
  call: KeptCall,
  answers: KeptAnswers,
): Promise<{ readonly place: Place; readonly found: KeptAnswer | undefined } | null> {
  try {
    const actor = await ctx.actor();
    if (actor === null) return null;
    await ctx.pay();
    const { version } = await ctx.deps.catalogue.current();
    const place = answers.placeOf(actor, version, call);
    if (place === null) return null;
    const found = answers.get(place);
    countLookup("answers", found !== undefined);
    return { place, found };
  } catch {
    // The call itself says what is wrong.
    return null;
  }
}

/**
 * Answers a plain call on tRPC's wire format, from Fastify's request to Fastify's reply. tRPC's own adapter makes a fetch
 * Request, Headers, AbortSignals and a Response for each one, which costs more than most procedures do.
 */
export async function answerPlainCall(
  req: FastifyRequest,
  reply: FastifyReply,
  { createContext, headersOf, keptBy, answers, onKept }: PlainCalls,
): Promise<FastifyReply> {
  const isBatch = (req.query as Query).batch === "1";
  const paths = pathsOf(req);
  const errors: TRPCError[] = [];
  const ctx = createContext(paths);
  const shapeOf = (cause: unknown, path: string): Piece => {
    const error = getTRPCErrorFromUnknown(cause);
    errors.push(error);
    const config = appRouter._def._config;
    return { error: getTRPCErrorShape({ config, error, ctx, path, input: undefined, type: "unknown" }) };
  };
  const read = inputReader(req, isBatch);
  const call = async (path: string, batchIndex: number): Promise<Piece> => {
    try {
      const procedure = PROCEDURES.get(path);
      if (procedure === undefined) throw new TRPCError({ code: "NOT_FOUND" });
      const { type } = procedure._def;
      if (type === "subscription" || METHODS[type] !== req.method) {
        throw new TRPCError({ code: "METHOD_NOT_SUPPORTED" });
      }
      const getRawInput = async () => rawInput(read, batchIndex);
      const make = async () => {
        const data = await procedure({ path, type, ctx, signal: NEVER, batchIndex, getRawInput });
        return JSON.stringify({ result: { data } });
      };
      const kept = keptBy(path);
      if (kept === undefined) return { text: await make() };
      const input = inputText(read, batchIndex);
      const keptCall = input === null ? null : { path, input, kept };
      const looked = keptCall === null ? null : await findKept(ctx, keptCall, answers);
      if (keptCall === null || looked === null) return { text: await make() };
      return { kept: looked.found ?? answers.add(looked.place, kept, await make()), call: keptCall };
    } catch (error) {
      return shapeOf(error, path);
    }
  };
  const pieces = await Promise.all(paths.map(call));
  // The shapes are those of our error formatter, of which the type of this function knows nothing.
  const outcomes = pieces.map(({ error }) => (error === undefined ? { result: {} } : { error }));
  const status = getHTTPStatusCode(
    (isBatch ? outcomes : outcomes[0]) as Parameters<typeof getHTTPStatusCode>[0],
  );
  void reply.status(status).headers(headersOf(errors, paths)).type("application/json");
  const found = pieces.flatMap((piece) => ("kept" in piece ? [piece] : []));
  const answersFound = found.map(({ kept }) => kept);
  const whole = found.length < pieces.length ? undefined : wholeOf(answersFound, isBatch);
  if (whole === undefined) return reply.send(isBatch ? joined(pieces) : pieces.map(bytesOf)[0]);
  void reply.header("etag", whole.etag);
  const calls = found.map(({ call: keptCall }) => keptCall);
  onKept(calls, isBatch);
  return reply.send(Buffer.from(whole.latin1, "latin1"));
}
