import formbody from "@fastify/formbody";
import type { FastifyInstance } from "fastify";
import type { Deps } from "../shared/deps.ts";
import { docPages } from "./doc-pages.ts";
import { VERSION } from "./health.ts";
import { buildOpenApi } from "./openapi/build-openapi.ts";
import { handleRestError } from "./rest-errors.ts";
import { REST_ROUTES } from "./routes/index.ts";
import { serveRoutes } from "./serve-routes.ts";

/** The routes of the original design, and the documents of the whole API. */
export async function restRoutes(app: FastifyInstance, deps: Deps): Promise<void> {
  app.setErrorHandler(handleRestError);
  await app.register(formbody);
  serveRoutes(app, deps, REST_ROUTES);
  await docPages(app, buildOpenApi(REST_ROUTES, VERSION));
}
