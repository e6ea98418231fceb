import { v7 as uuidV7 } from "uuid";

export interface Mix {
  readonly learners: readonly { readonly token: string; readonly address: string }[];
  /** Asks as some learner; the status, or what went wrong on the way. */
  ask(path: string, input?: unknown): Promise<number | string>;
  /** The next of what learners do: mostly reading, one answer in five, now and then somebody new. */
  next(index: number): Promise<number | string>;
}

interface Exercise {
  readonly id: string;
  readonly revision: number;
  readonly prompt: { readonly kind: string };
}

/** Guests, each from an address of its own, as far as the server can tell. */
export async function makeLearners(url: string, count: number): Promise<Mix> {
  let addresses = 0;
  const nextAddress = () => {
    addresses += 1;
    return `10.${(addresses >> 16) & 255}.${(addresses >> 8) & 255}.${addresses & 255}`;
  };
  const call = async (
    path: string,
    { address, token }: { readonly address: string; readonly token: string | null },
    { body, input }: { readonly body?: unknown; readonly input?: unknown } = {},
  ) => {
    const headers: Record<string, string> = { "x-forwarded-for": address };
    if (token !== null) headers["authorization"] = `Bearer ${token}`;
    if (body !== undefined) headers["content-type"] = "application/json";
    const query = input === undefined ? "" : `?input=${encodeURIComponent(JSON.stringify(input))}`;
    const answer = await fetch(`${url}/trpc/${path}${query}`, {
      headers,
      ...(body === undefined ? {} : { method: "POST", body: JSON.stringify(body) }),
    });
    return { status: answer.status, json: (await answer.json()) as { result?: { data: never } } };
  };
  const join = async () => {
    const address = nextAddress();
    const guest = { userType: "tourist", targetLanguage: "kinyarwanda" };
    const { json, status } = await call("auth.guest", { address, token: null }, { body: guest });
    const { accessToken: token } = (json.result?.data ?? {}) as { accessToken?: string };
    if (token === undefined) throw new Error(`no guest was taken in: ${status}`);
    return { token, address };
  };
  const learners: { readonly token: string; readonly address: string }[] = [];
  while (learners.length < count) {
    learners.push(
      ...(await Promise.all(Array.from({ length: Math.min(20, count - learners.length) }, join))),
    );
  }
  const [first] = learners;
  if (first === undefined) throw new Error("nobody is there");
  const list = await call("lessons.list", first, { input: {} });
  const { items } = (list.json.result?.data ?? { items: [] }) as { items: { id: string }[] };
  const lessonId = items[0]?.id ?? "";
  const lesson = await call("lessons.get", first, { input: { lessonId } });
  const { exercises } = (lesson.json.result?.data ?? { exercises: [] }) as { exercises: Exercise[] };
  const typed = exercises.filter(({ prompt }) => prompt.kind === "type");

  let turn = 0;
  let replaced = 0;
  const someone = () => {
    turn += 1;
    return learners[turn % learners.length] ?? first;
  };
  const ask = async (path: string, input?: unknown) => (await call(path, someone(), { input })).status;
  const submit = async (index: number) => {
    const exercise = typed[index % typed.length];
    const answer = {
      id: uuidV7(),
      exerciseId: exercise?.id,
      revision: exercise?.revision,
      sittingId: null,
      response: { kind: "type", text: "Muraho" },
      answeredAt: new Date().toISOString(),
      timeZone: "Africa/Kigali",
      elapsedMs: null,
    };
    return (await call("attempts.submit", someone(), { body: answer })).status;
  };
  const READS: readonly (readonly [path: string, input?: unknown])[] = [
    ["me.get"],
    ["lessons.list", {}],
    ["lessons.get", { lessonId }],
    ["lessons.search", { text: "muraho" }],
    ["recommendations.list", {}],
    ["reviews.due"],
    ["events.since", {}],
    ["progress.summary"],
  ];
  return {
    learners,
    ask,
    async next(index) {
      try {
        if (index % 100 === 99) {
          // In turn, so that nobody's token ends meanwhile.
          const place = replaced % learners.length;
          replaced += 1;
          learners[place] = await join();
          return 200;
        }
        if (index % 5 === 4) return await submit(index);
        const [path, input] = READS[index % READS.length] ?? ["me.get"];
        return await ask(path, input);
      } catch (error) {
        return error instanceof Error ? error.message : "failed";
      }
    },
  };
}
