import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, inject } from "vitest";
import { readAnswerKey, type Solve } from "./answer-key.ts";
import { openPage, type View } from "./browser.ts";

export interface World {
  readonly url: string;
  readonly mails: string;
  readonly database: string;
  readonly solve: Solve;
  /** A page of somebody new: nothing is shared with another one. */
  open(view: View): Promise<Page>;
}

/** What the tests of a file look at; each makes its own people in it. */
export function useWorld(): World {
  const { url, mails, database, browser: address } = inject("world");
  let browser: Browser;
  let key: Solve;
  beforeAll(async () => {
    [browser, key] = await Promise.all([chromium.connect(address), readAnswerKey()]);
  });
  afterAll(() => browser.close());
  return {
    url,
    mails,
    database,
    solve: (prompt) => key(prompt),
    open: (view) => openPage(browser, url, view),
  };
}
