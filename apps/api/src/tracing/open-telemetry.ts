import type { Attributes, Span } from "@opentelemetry/api";
import type { RequestSpan, Tracing } from "./tracing.ts";

/** Loaded only where it is wanted: a bundle would load at its start whatever is imported at the top. */
async function loadLibrary() {
  const [api, contexts, core, exporter, resources, sdk] = await Promise.all([
    import("@opentelemetry/api"),
    import("@opentelemetry/context-async-hooks"),
    import("@opentelemetry/core"),
    import("@opentelemetry/exporter-trace-otlp-http"),
    import("@opentelemetry/resources"),
    import("@opentelemetry/sdk-trace-base"),
  ]);
  return { ...api, ...contexts, ...core, ...exporter, ...resources, ...sdk };
}

/** What kind of failure it was: a message may hold what a person wrote. */
function kindOf(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  return "code" in error && typeof error.code === "string" ? error.code : error.name;
}

/** Sends spans to a collector over HTTP, in batches; what it does not take is dropped, and no request waits for it. */
export async function startTracing({
  endpoint,
  serviceName,
}: {
  endpoint: string;
  serviceName: string;
}): Promise<Tracing> {
  const {
    AsyncLocalStorageContextManager,
    BasicTracerProvider,
    BatchSpanProcessor,
    defaultTextMapGetter,
    defaultTextMapSetter,
    OTLPTraceExporter,
    resourceFromAttributes,
    ROOT_CONTEXT,
    SpanKind,
    SpanStatusCode,
    trace,
    W3CTraceContextPropagator,
  } = await loadLibrary();
  const exporter = new OTLPTraceExporter({ url: `${endpoint.replace(/\/$/, "")}/v1/traces` });
  const provider = new BasicTracerProvider({
    resource: resourceFromAttributes({ "service.name": serviceName }),
    spanProcessors: [new BatchSpanProcessor(exporter)],
  });
  const propagator = new W3CTraceContextPropagator();
  const tracer = provider.getTracer("fluentfusion");
  const contexts = new AsyncLocalStorageContextManager().enable();

  const fail = (span: Span, error: unknown) => {
    span.setStatus({ code: SpanStatusCode.ERROR });
    span.setAttribute("error.type", kindOf(error));
  };

  return {
    async span<T>(name: string, attributes: Attributes, work: () => Promise<T>): Promise<T> {
      const span = tracer.startSpan(name, { attributes }, contexts.active());
      try {
        return await contexts.with(trace.setSpan(contexts.active(), span), work);
      } catch (error) {
        fail(span, error);
        throw error;
      } finally {
        span.end();
      }
    },
    begin(name, traceparent): RequestSpan {
      const parent = propagator.extract(ROOT_CONTEXT, { traceparent }, defaultTextMapGetter);
      const span = tracer.startSpan(name, { kind: SpanKind.SERVER }, parent);
      const context = trace.setSpan(ROOT_CONTEXT, span);
      const told: Record<string, string> = {};
      propagator.inject(context, told, defaultTextMapSetter);
      return {
        traceId: span.spanContext().traceId,
        traceparent: told["traceparent"] ?? "",
        enter: (next) => contexts.with(context, next),
        end(finalName, attributes, isFailed) {
          span.updateName(finalName);
          span.setAttributes(attributes);
          if (isFailed) span.setStatus({ code: SpanStatusCode.ERROR });
          span.end();
        },
      };
    },
    ids() {
      const span = trace.getSpan(contexts.active());
      return span === undefined ? {} : { traceId: span.spanContext().traceId };
    },
    async stop() {
      await provider.shutdown().catch(() => undefined);
      contexts.disable();
    },
  };
}
