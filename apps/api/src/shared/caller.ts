/** Where a call comes from, as far as the connection tells. */
export interface Caller {
  /** As the answer and the log name the request. */
  readonly requestId: string;
  /** Of the client itself: behind `TRUST_PROXY` proxies, what the first of them saw. */
  readonly address: string;
  readonly userAgent: string | null;
  /** What this browser was given when somebody last signed in with it; `null` where it was not. */
  readonly deviceToken: string | null;
}
