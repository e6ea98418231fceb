import formbody from "@fastify/formbody";
import { LIMITS } from "@fluentfusion/core";
import type { FastifyInstance } from "fastify";
import type { Deps } from "../shared/deps.ts";
import { isDeeperThan } from "../trpc/json-depth.ts";
import { docPages } from "./doc-pages.ts";
import { VERSION } from "./health.ts";
import { buildOpenApi } from "./openapi/build-openapi.ts";
import { handleRestError } from "./rest-errors.ts";
import { REST_ROUTES } from "./routes/index.ts";
import { serveRoutes } from "./serve-routes.ts";

/** Reads JSON as Fastify does, after a look at how deep it nests: a parser that recurses would overflow. */
function readShallowJson(app: FastifyInstance): void {
  const parse = app.getDefaultJsonParser("error", "error");
  app.removeContentTypeParser("application/json");
  app.addContentTypeParser<string>("application/json", { parseAs: "string" }, (req, body, done) => {
    if (!isDeeperThan(body, LIMITS.jsonMaxDepth)) return parse(req, body, done);
    done(Object.assign(new Error("too deep"), { statusCode: 400 }));
  });
}

/** The routes of the original design, and the documents of the whole API. */
export async function restRoutes(app: FastifyInstance, deps: Deps): Promise<void> {
  app.setErrorHandler(handleRestError);
  await app.register(formbody);
  readShallowJson(app);
  serveRoutes(app, deps, REST_ROUTES);
  await docPages(app, () => buildOpenApi(REST_ROUTES, VERSION));
}
