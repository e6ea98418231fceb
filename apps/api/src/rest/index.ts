import type { FastifyInstance } from "fastify";
import type { Deps } from "../shared/deps.ts";

/** The routes of the original design. */
export async function restRoutes(_app: FastifyInstance, _deps: Deps): Promise<void> {}
