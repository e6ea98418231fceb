import { expect, test } from "vitest";
import { laneOf } from "./lanes.ts";

test("an answer goes before what can wait, alone or in a batch, and nothing else does by a name that is like it", () => {
  expect(laneOf("POST", "/trpc/attempts.submit")).toBe("first");
  expect(laneOf("POST", "/trpc/disputes.open,sync.push?batch=1")).toBe("first");
  expect(laneOf("POST", "/api/progress/")).toBe("first");
  for (const url of ["/trpc/attempts.submitX", "/trpc/me.update?x=/trpc/attempts.submit", "/api/users/me"])
    expect(laneOf("POST", url)).toBe("later");
  expect(laneOf("GET", "/trpc/attempts.submit")).toBe("later");
});

test("sign-in, streams and health wait for nobody, and nothing else gets past by a name that is like theirs", () => {
  for (const url of ["/trpc/auth.login?batch=1", "/trpc/events.stream?input=1", "/api/auth/login", "/health"])
    expect(laneOf("POST", url)).toBeNull();
  for (const url of ["/trpc/auth.loginX", "/trpc/me.get,auth.loginX?batch=1", "/trpc/me.get?x=auth.login"])
    expect(laneOf("GET", url)).toBe("later");
});
