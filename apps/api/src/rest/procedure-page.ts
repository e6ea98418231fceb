import { type ProcedureContract, readContract } from "../contract/read-contract.ts";
import { appRouter } from "../router.ts";
import { ERROR_FACTS } from "../shared/domain-error.ts";

const ENTITIES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
const escaped = (text: string) => text.replaceAll(/[&<>"]/g, (sign) => ENTITIES[sign] ?? sign);
const code = (text: string) => `<code>${escaped(text)}</code>`;

const WHO: Readonly<Record<ProcedureContract["access"], string>> = {
  public: "everyone, signed in or not",
  learner: "whoever is signed in",
  author: "authors and admins",
  manager: "managers and admins",
  admin: "admins",
};

/** What any call of this kind may be refused with, whatever the procedure does. */
function refusals({ input, access, personOnly }: ProcedureContract): string[] {
  return [
    ...(input === null ? [] : ["INPUT_INVALID"]),
    ...(access === "public" ? [] : ["UNAUTHENTICATED"]),
    ...(access === "public" || (access === "learner" && !personOnly) ? [] : ["FORBIDDEN"]),
    ...(["author", "manager", "admin"].includes(access) ? ["SECOND_FACTOR_REQUIRED"] : []),
    "RATE_LIMITED",
    "CLIENT_TOO_OLD",
  ];
}

/** One side of a procedure as JSON Schema; nothing where there is none. */
function side(title: string, value: object | null): string {
  if (value === null) return "";
  return `<h3>${title}</h3><pre tabindex="0">${escaped(JSON.stringify(value, null, 2))}</pre>`;
}

function section(name: string, procedure: ProcedureContract): string {
  const { type, access, personOnly, cost, input, output } = procedure;
  return `<details id="${name}"><summary>${code(name)} <span>${type}, ${access}</span></summary>
<p>For ${WHO[access]}${personOnly ? ", with a session and not with an access token" : ""}. Costs ${cost} of the
calls of a minute. Any call of its kind may be refused with ${refusals(procedure).map(code).join(", ")}.</p>
${side("Takes", input)}${side("Answers", type === "subscription" ? null : output)}</details>`;
}

const STYLE = `body{font:1rem/1.5 system-ui,sans-serif;max-width:60rem;margin:0 auto;padding:1rem;color:#1f2421;background:#fff}
summary{cursor:pointer;padding:.4rem 0}summary span{color:#55605a;margin-left:.5rem}pre{overflow:auto;padding:.75rem;background:#f3f5f2}
table{border-collapse:collapse}td,th{text-align:left;padding:.25rem .75rem .25rem 0;vertical-align:top}h3{margin:.5rem 0;font-size:1rem}
@media(prefers-color-scheme:dark){body{color:#e8ece9;background:#151917}summary span{color:#a8b3ac}pre{background:#202622}a{color:#8fc7f0}}`;

/** Every procedure with who may call it, what it costs, takes and answers, from the router that serves it. */
export function procedurePage(): string {
  const procedures = Object.entries(readContract(appRouter).procedures);
  const nouns = [...new Set(procedures.map(([name]) => name.split(".")[0] ?? ""))];
  const parts = nouns.map((noun) => {
    const own = procedures.filter(([name]) => name.startsWith(`${noun}.`));
    return `<h2 id="${noun}">${noun}</h2>${own.map(([name, one]) => section(name, one)).join("\n")}`;
  });
  const errors = Object.entries(ERROR_FACTS).map(
    ([name, [status, message]]) =>
      `<tr><td>${code(name)}</td><td>${status}</td><td>${escaped(message)}</td></tr>`,
  );
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>FluentFusion procedures</title><link rel="icon" href="data:,"><style>${STYLE}</style></head>
<body><main><h1>${procedures.length} procedures</h1>
<p>Under ${code("/trpc")}; as OpenAPI under <a href="/openapi.json">/openapi.json</a>, with the original routes under
<a href="/docs">/docs</a>. Names: ${nouns.map((noun) => `<a href="#${noun}">${noun}</a>`).join(" ")}
<a href="#errors">errors</a></p>
${parts.join("\n")}
<h2 id="errors">Errors</h2><table><thead><tr><th>Code</th><th>Status</th><th>What it says</th></tr></thead>
<tbody>${errors.join("\n")}</tbody></table></main></body></html>`;
}
