import type { FastifyInstance, FastifyRequest } from "fastify";
import type { RequestSpan, Tracing } from "./tracing.ts";

/** A span for each request. Call it before anything that a request should be measured in. */
export function traceRequests(
  app: FastifyInstance,
  tracing: Tracing,
  routeOf: (req: FastifyRequest) => string,
): void {
  const spans = new WeakMap<FastifyRequest, RequestSpan>();
  app.addHook("onRequest", async (req, reply) => {
    const { traceparent } = req.headers;
    const span = tracing.begin(req.method, typeof traceparent === "string" ? traceparent : undefined);
    spans.set(req, span);
    void reply.header("traceresponse", span.traceparent);
    req.log = req.log.child({ traceId: span.traceId });
  });
  // Reading a body comes back from the socket, outside of what the hook before it has begun.
  app.addHook("preHandler", (req, _reply, done) => {
    const span = spans.get(req);
    if (span === undefined) done();
    else span.enter(done);
  });
  app.addHook("onResponse", async (req, reply) => {
    const { statusCode } = reply;
    const attributes = {
      "http.request.method": req.method,
      "http.route": routeOf(req),
      "http.response.status_code": statusCode,
      "fluentfusion.request_id": req.id,
    };
    spans.get(req)?.end(`${req.method} ${routeOf(req)}`, attributes, statusCode >= 500);
  });
}
