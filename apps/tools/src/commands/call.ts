import { type Command, UsageError } from "../command.ts";
import { nearestName } from "../nearest.ts";
import { listProcedures } from "../procedures.ts";
import { follow } from "../stream.ts";

export const procedures: Command = {
  name: "procedures",
  usage: "procedures",
  summary: "List every procedure of the API",
  async run({ url, output }) {
    output.table((await listProcedures(url)).map(({ name, type }) => ({ name, type })));
  },
};

function parseInput(text: string | undefined): unknown {
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new UsageError(`The input is not JSON, such as '{"limit":3}': ${text}`);
  }
}

interface Callable {
  readonly query: (input: unknown) => Promise<unknown>;
  readonly mutate: (input: unknown) => Promise<unknown>;
}

export const call: Command = {
  name: "call",
  usage: "call <procedure> [input as JSON]",
  summary: "Call any procedure and print its answer",
  async run({ client, url, output, words: [name, text] }) {
    const known = await listProcedures(url);
    const procedure = known.find((one) => one.name === name);
    if (name === undefined) throw new UsageError("No procedure was named; all of them: ff procedures");
    if (procedure === undefined) {
      const nearest = nearestName(
        name,
        known.map((one) => one.name),
      );
      const hint = nearest === null ? "" : ` Did you mean: ff call ${nearest}?`;
      throw new UsageError(`There is no procedure ${name}.${hint} All of them: ff procedures`);
    }
    const input = parseInput(text);
    if (procedure.type === "subscription") {
      await follow(client, { url, name: procedure.name, input }, (value) => output.value(value));
      return;
    }
    // The client is a proxy: any path of names leads to a procedure, whether its types know it or not.
    let at: unknown = client.api;
    for (const part of procedure.name.split(".")) at = (at as Record<string, unknown>)[part];
    const callable = at as Callable;
    output.value(procedure.type === "query" ? await callable.query(input) : await callable.mutate(input));
  },
};
