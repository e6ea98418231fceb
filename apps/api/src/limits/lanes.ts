/** `first`: answers of learners, which nobody wants to type twice. */
export type Lane = "first" | "later";

const ANSWERS: ReadonlySet<string> = new Set(["attempts.submit", "sync.push"]);
/** Hashing has a bounded queue of its own, and a stream is not work that ends. None of these is served in a batch. */
const EXEMPT: ReadonlySet<string> = new Set([
  "auth.login",
  "auth.register",
  "auth.claim",
  "auth.changePassword",
  "auth.resetPassword",
  "events.stream",
]);

const TRPC = "/trpc/";

/** In which lane a request waits; `null` for what must answer even when all else is too much, such as `/health`. */
export function laneOf(method: string, url: string): Lane | null {
  if (method === "OPTIONS") return null;
  const [path = ""] = url.split("?", 1);
  if (path.startsWith(TRPC)) {
    const names = path.slice(TRPC.length).split(",");
    if (names.length === 1 && EXEMPT.has(names[0] ?? "")) return null;
    return method === "POST" && names.some((name) => ANSWERS.has(name)) ? "first" : "later";
  }
  if (!path.startsWith("/api/") || path.startsWith("/api/auth/")) return null;
  return method === "POST" && path.startsWith("/api/progress") ? "first" : "later";
}
