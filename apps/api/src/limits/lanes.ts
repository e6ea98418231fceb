/** `first`: answers of learners, which nobody wants to type twice. */
export type Lane = "first" | "later";

const ANSWERS = /^\/trpc\/[^?]*(attempts\.submit|sync\.push)|^\/api\/progress/;
/** Hashing has a bounded queue of its own, and a stream is not work that ends. */
const EXEMPT =
  /^\/trpc\/[^?]*(auth\.(login|register|claim|changePassword|resetPassword)|events\.stream)|^\/api\/auth\//;
const CALL = /^\/(trpc|api)\//;

/** In which lane a request waits; `null` for what must answer even when all else is too much, such as `/health`. */
export function laneOf(method: string, url: string): Lane | null {
  if (method === "OPTIONS" || !CALL.test(url) || EXEMPT.test(url)) return null;
  return method === "POST" && ANSWERS.test(url) ? "first" : "later";
}
