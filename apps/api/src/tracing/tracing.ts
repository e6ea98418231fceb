import type { Attributes } from "@opentelemetry/api";

/**
 * Spans of one request, from HTTP to SQL (OpenTelemetry). Where nobody listens there is no such thing, and what would be
 * measured is called as it is.
 */
export interface Tracing {
  /** Measures work, within the span that is under way. A failure is noted by its kind, never by its message. */
  readonly span: <T>(name: string, attributes: Attributes, work: () => Promise<T>) => Promise<T>;
  /** Begins the span of a request, within that of its caller if its `traceparent` names one. */
  begin(name: string, traceparent: string | undefined): RequestSpan;
  /** `{ traceId }` while a request is under way, for a log line. */
  ids(): { traceId?: string };
  /** Sends what is left. */
  stop(): Promise<void>;
}

export interface RequestSpan {
  readonly traceId: string;
  /** By W3C Trace Context, for whoever asked. */
  readonly traceparent: string;
  /** Everything that `next` begins belongs to the request. */
  enter(next: () => void): void;
  end(name: string, attributes: Attributes, isFailed: boolean): void;
}
