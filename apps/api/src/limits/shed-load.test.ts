import { once } from "node:events";
import { request } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import Fastify from "fastify";
import { afterAll, beforeAll, expect, test } from "vitest";
import { handleError } from "../http-errors.ts";
import { AT_WORK_MAX, createAdmission } from "./admission.ts";
import { EarlyRefusals } from "./early-refusals.ts";
import { shedLoad } from "./shed-load.ts";

const app = Fastify();
const admission = createAdmission(() => performance.now());
const worked: string[] = [];

beforeAll(async () => {
  const lifecycle = { stage: "serving" as const };
  const early = new EarlyRefusals(
    { env: { corsOrigins: [] }, lifecycle, log: app.log },
    admission,
    undefined,
  );
  app.setErrorHandler(handleError);
  shedLoad(app, admission, early);
  app.get("/*", async ({ url }) => {
    worked.push(url);
    return "served";
  });
  await app.listen({ host: "127.0.0.1", port: 0 });
});
afterAll(() => app.close());

test("for who has gone while waiting for a place nothing is done, and the place is the next one's", async () => {
  const { port } = app.server.address() as AddressInfo;
  const ask = (path: string) => request({ host: "127.0.0.1", port, path }).end();
  const places = await Promise.all(Array.from({ length: AT_WORK_MAX }, () => admission.enter("later")));
  const hungUp = once(app.server, "connection").then(([socket]) => once(socket as Socket, "close"));
  const gone = ask("/trpc/gone");
  gone.on("error", () => undefined);
  await expect.poll(() => admission.load().waiting).toBe(1);
  const next = ask("/trpc/next");
  const answered = once(next, "response");
  await expect.poll(() => admission.load().waiting).toBe(2);
  gone.destroy();
  await hungUp;
  places[0]?.();
  await answered;
  expect(worked).toEqual(["/trpc/next"]);
});
