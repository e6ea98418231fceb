import type { FastifyInstance } from "fastify";
import type { Route } from "./route.ts";

const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"] as const;

/** Answers 405 where a path exists but not for this method, as the original did. `Allow` names those that it has. */
export function refuseOtherMethods(app: FastifyInstance, routes: readonly Route[]): void {
  for (const path of new Set(routes.map((route) => route.path))) {
    const served = new Set<string>(routes.filter((route) => route.path === path).map(({ method }) => method));
    const allow = [...served, ...(served.has("GET") ? ["HEAD"] : [])].join(", ");
    app.route({
      method: METHODS.filter((method) => !served.has(method)),
      url: path,
      exposeHeadRoute: false,
      // Before the body, whatever it is, has been read.
      onRequest: async (_req, reply) =>
        reply.status(405).header("allow", allow).send({ detail: "Method Not Allowed" }),
      handler: (_req, reply) => reply.callNotFound(),
    });
  }
}
