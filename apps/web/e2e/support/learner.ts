import type { ExercisePrompt } from "@fluentfusion/core";
import type { Page } from "playwright-core";
import type { Solve } from "./answer-key.ts";

interface StoredSitting {
  readonly sitting: { readonly id: string };
  readonly exercises: readonly { id: string; prompt: ExercisePrompt }[];
  readonly onceIds: readonly string[];
  readonly answers: readonly { attempt: { id: string } }[];
}

/** The sittings on this device, whose ever they are. */
export async function storedSittings(page: Page): Promise<StoredSitting[]> {
  const texts = await page.evaluate(() =>
    Object.keys(localStorage)
      .filter((key) => key.startsWith("ff.sitting."))
      .map((key) => localStorage.getItem(key) ?? "{}"),
  );
  return texts.map((text) => JSON.parse(text) as StoredSitting);
}

/** The exercise on the page, found by what its own record of the sitting says. */
export async function currentPrompt(page: Page): Promise<ExercisePrompt> {
  const id = await page.locator("form.turn").getAttribute("data-exercise");
  const exercises = (await storedSittings(page)).flatMap((sitting) => sitting.exercises);
  const exercise = exercises.find((candidate) => candidate.id === id);
  if (exercise === undefined) throw new Error(`exercise ${id} is not in the record`);
  return exercise.prompt;
}

/** Fills in the right answer, by touch or mouse, without sending it. */
export async function fillIn(page: Page, prompt: ExercisePrompt, solve: Solve): Promise<void> {
  const key = solve(prompt);
  switch (key.kind) {
    case "choice":
    case "dialogue":
      await page.locator(`input[type=radio][value="${key.optionId}"]`).check();
      break;
    case "type":
    case "cloze":
    case "listen":
      await page.locator(".answer-input").fill(key.accepted[0] ?? "");
      break;
    case "order":
      for (const place of tokenPlaces(prompt, key.accepted)) {
        await page.locator(".order-bank .token").nth(place).click();
      }
      break;
    case "match":
      for (const [left, right] of key.pairs) {
        if (prompt.kind !== "match") break;
        await pick(
          page,
          0,
          prompt.left.findIndex((option) => option.id === left),
        );
        await pick(
          page,
          1,
          prompt.right.findIndex((option) => option.id === right),
        );
      }
      break;
    case "self_check":
      await page.locator(".turn-body .button-primary").click();
  }
}

async function pick(page: Page, column: number, place: number): Promise<void> {
  await page.locator(".match-column").nth(column).locator(".match-key").nth(place).click();
}

/** Tokens carry no capitals and no punctuation at their ends. */
const letters = (text: string) => text.toLowerCase().replaceAll(/[^\p{L}\p{M}\p{N}]/gu, "");

/** Where the tokens of an accepted answer stand, in its order. */
export function tokenPlaces(prompt: ExercisePrompt, accepted: readonly string[]): number[] {
  if (prompt.kind !== "order") return [];
  return accepted.map((form) => arrange(prompt.tokens, letters(form), [])).find((places) => places) ?? [];
}

/** The places of the tokens, in an order whose letters spell the target. */
function arrange(tokens: readonly string[], rest: string, used: readonly number[]): number[] | null {
  if (used.length === tokens.length) return rest === "" ? [...used] : null;
  for (const [place, token] of tokens.entries()) {
    const text = letters(token);
    if (used.includes(place) || !rest.startsWith(text)) continue;
    const found = arrange(tokens, rest.slice(text.length), [...used, place]);
    if (found !== null) return found;
  }
  return null;
}

/** Sends the answer and waits for the verdict. Gives its outcome. */
export async function send(page: Page, prompt: ExercisePrompt): Promise<string | null> {
  if (prompt.kind === "self_check") await page.locator(".self-check-keys .button-primary").click();
  else await page.locator(".turn-keys [type=submit]").click();
  await page.locator(".turn-foot[data-outcome]").waitFor();
  return page.locator(".turn-foot").getAttribute("data-outcome");
}

/** Answers rightly, and waits until the learner can go on: the server need not have heard of it. */
export async function answerWithoutVerdict(page: Page, solve: Solve): Promise<void> {
  await fillIn(page, await currentPrompt(page), solve);
  await page.locator(".turn-keys [type=submit]").click();
  await page.locator(".verdict-continue button").waitFor();
}

export async function goOn(page: Page): Promise<void> {
  await page.locator(".verdict-continue button").click();
}

export const PASSWORD = "a walk around the lake";

/** Signs in through the page; ends at home. */
export async function signIn(page: Page, email: string, password = PASSWORD): Promise<void> {
  await page.goto("/sign-in");
  await page.locator("input[name=email]").fill(email);
  await page.locator("input[name=password]").fill(password);
  await page.locator("form button[type=submit]").click();
  await page.locator(".next-card").waitFor();
}

/** Starts the lesson that home proposes. */
export async function startNextLesson(page: Page): Promise<void> {
  await page.locator(".next-card a.button").click();
  await page.locator(".lesson-start button").click();
  await page.locator("form.turn").waitFor();
}

let people = 0;

/** Fills in the page for a new account and sends it. Returns the address. */
export async function fillInRegistration(
  page: Page,
  target = "kinyarwanda",
  native = "english",
): Promise<string> {
  people += 1;
  const email = `learner.${Date.now()}.${people}@example.org`;
  await page.locator(`input[value=${native}]`).first().check();
  await page.locator(`input[value=${target}]`).nth(1).check();
  await page.locator("input[name=username]").fill(`Amina ${Date.now().toString(36)}${people}`);
  await page.locator("input[name=email]").fill(email);
  await page.locator("input[name=password]").fill(PASSWORD);
  await page.locator("form button[type=submit]").click();
  return email;
}

/** Registers somebody new through the pages; ends at home. */
export async function register(page: Page, target?: string, native?: string): Promise<string> {
  await page.goto("/register");
  const email = await fillInRegistration(page, target, native);
  await page.locator(".next-card").waitFor();
  return email;
}
