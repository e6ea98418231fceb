#!/usr/bin/env bash
# A stranger's fuzzer on the document that a server of your own serves: `bash ops/fuzz-openapi.sh http://127.0.0.1:8000`. Portman
# makes requests from it that fit, and others that leave out a field or are too short, too long, too few or too many; newman sends
# them. Start the server with RATE_LIMIT_PER_MINUTE=0 TRUST_PROXY=1, so that each request can come from an address of its own. It
# writes to the database: take one that nobody needs. Signs up as a learner; TOKEN=… is an access token of somebody else. Prints one
# line, and ends with 1 where there is a finding.
set -euo pipefail
TARGET=${1:?the address of a server}
OUT=$(mktemp -d)
# Portman says nothing of tslib, which it needs.
TOOL=(npx --yes --package tslib@2.8.1 --package @apideck/portman@1.33.0)

NAME=fuzz$RANDOM$RANDOM
ACCOUNT='{"username":"'$NAME'","email":"'$NAME'@example.org","password":"imigongo and hills","userType":"tourist","targetLanguage":"kinyarwanda"}'
TOKEN=${TOKEN:-$(curl -s "$TARGET/trpc/auth.register" -H 'content-type: application/json' -d "$ACCOUNT" |
  sed -n 's/.*"accessToken":"\([^"]*\)".*/\1/p')}
[ -n "$TOKEN" ] || { echo "no account could be made at $TARGET"; exit 2; }

# Without what would end the session, and as Portman can read it: one way to sign in, no schema that holds itself, and no tuples,
# which it reads as of before draft 2020-12.
curl -s "$TARGET/openapi.json" > "$OUT/openapi.json"
node -e '
const { readFileSync, writeFileSync } = require("node:fs");
const [target, out] = process.argv.slice(1);
const withoutTuples = (_, value) => (value?.prefixItems ? { type: "array" } : value);
const api = JSON.parse(readFileSync(`${out}/openapi.json`, "utf8"), withoutTuples);
for (const name of ["auth.logout", "auth.logoutEverywhere", "me.delete"]) delete api.paths[`/trpc/${name}`];
for (const operations of Object.values(api.paths))
  for (const operation of Object.values(operations)) if (operation.security) operation.security = [{ bearer: [] }];
for (const [name, schema] of Object.entries(api.components.schemas))
  if (JSON.stringify(schema).includes(`"#/components/schemas/${name}"`)) api.components.schemas[name] = {};
writeFileSync(`${out}/api.json`, JSON.stringify({ ...api, servers: [{ url: target }] }));
const enabled = { enabled: true };
const bounds = { requiredFields: enabled, minimumNumberFields: enabled, maximumNumberFields: enabled, minLengthFields: enabled, maxLengthFields: enabled };
const held = { contentType: enabled, jsonBody: enabled, schemaValidation: enabled };
const bent = (openApiOperation, openApiResponse) => ({
  openApiOperation,
  openApiResponse,
  variations: [{ name: "bent", fuzzing: [{ requestBody: [bounds] }, { requestQueryParams: [bounds] }], tests: { contractTests: [held] } }],
});
const address = "const part = () => Math.floor(Math.random() * 250); pm.request.headers.upsert({ key: \"x-forwarded-for\", value: `203.0.${part()}.${part()}` });";
writeFileSync(`${out}/config.json`, JSON.stringify({
  version: 1,
  globals: { collectionPreRequestScripts: [address] },
  tests: {
    contractTests: [{ openApiOperation: "*::/*", ...held }],
    variationTests: [bent("*::/api/*", "422"), bent("*::/trpc/*", "default")],
  },
}));
' "$TARGET" "$OUT"

cd "$OUT"
"${TOOL[@]}" portman --local api.json --baseUrl "$TARGET" --portmanConfigFile config.json --output requests.json > portman.log 2>&1 ||
  { echo "portman has made no requests, see $OUT/portman.log"; exit 2; }
"${TOOL[@]}" newman run requests.json --env-var "bearerToken=$TOKEN" --timeout-request 20000 \
  --reporters json --reporter-json-export sent.json > newman.log 2>&1 || true

node -e '
const { readFileSync, writeFileSync } = require("node:fs");
const out = process.argv[1];
const { run } = JSON.parse(readFileSync(`${out}/sent.json`, "utf8"));
const statuses = {};
const [failures, accepted] = [[], []];
for (const { item, request, response, assertions = [] } of run.executions) {
  const status = response?.code ?? "none";
  statuses[status] = (statuses[status] ?? 0) + 1;
  const isBent = /bent|\[/.test(item.name);
  const said = `${request.method} /${request.url.path.join("/")} (${item.name}) ${status}`;
  const sent = request.body?.raw ?? JSON.stringify(request.url.query ?? []);
  const body = Buffer.from(response?.stream?.data ?? []).toString().slice(0, 500);
  // A push is answered, and says of each of its events what became of it.
  const isTaken = status < 300 && !body.includes("\"status\":\"refused\"");
  if (isBent && isTaken) accepted.push(`${said}\n  ${sent}`);
  for (const { assertion, error } of assertions) {
    // A request that fits and is refused is held against the schema of success, one that is bent and answered against that of refusals.
    if (error === undefined || (/Schema/.test(assertion) && isBent === (status < 300))) continue;
    failures.push(`${said}: ${assertion}\n  ${sent}\n  ${error.message}\n  ${body}`);
  }
  if (status === "none" || status >= 500) failures.push(`${said}\n  ${sent}\n  ${body}`);
}
writeFileSync(`${out}/failures.txt`, failures.join("\n"));
writeFileSync(`${out}/accepted.txt`, accepted.join("\n"));
const many = Object.entries(statuses).map(([status, count]) => `${count} × ${status}`).join(", ");
console.log(`portman: ${run.executions.length} requests (${many}); ${failures.length} failures of the contract or of 500 and more; ${accepted.length} bent ones taken; see ${out}`);
process.exitCode = failures.length > 0 ? 1 : 0;
' "$OUT"
