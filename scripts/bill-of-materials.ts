import { readFileSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";

/**
 * Lists what goes into production with its licence, ends with 1 for a licence that nobody has looked at, and writes a
 * CycloneDX 1.6 bill of materials with `--out`. Reads what `pnpm licenses list --prod --json` writes: `pnpm bom`.
 */

/** Each lets a closed product be made with it, on terms that this repository keeps (names and texts stay with the packages). */
const KNOWN_LICENCES = new Set([
  "MIT",
  "MIT-0",
  "MIT and ISC",
  "ISC",
  "BSD",
  "BSD-2-Clause",
  "BSD-3-Clause",
  "0BSD",
  "Apache-2.0",
  "BlueOak-1.0.0",
  "Unlicense",
  "CC0-1.0",
  "Python-2.0",
  "OFL-1.1",
  "(MPL-2.0 OR Apache-2.0)",
]);

interface Package {
  readonly name: string;
  readonly versions: readonly string[];
  readonly license: string;
}

const { values } = parseArgs({ options: { out: { type: "string" } } });
const byLicence = JSON.parse(readFileSync(0, "utf8")) as Readonly<Record<string, readonly Package[]>>;

const components = Object.values(byLicence)
  .flat()
  .flatMap(({ name, versions, license }) =>
    versions.map((version) => ({
      type: "library",
      name,
      version,
      purl: `pkg:npm/${name.replace("@", "%40")}@${version}`,
      licenses: [license.includes(" OR ") ? { expression: license } : { license: { name: license } }],
    })),
  )
  .toSorted((a, b) => (a.purl < b.purl ? -1 : 1));

for (const [licence, packages] of Object.entries(byLicence)) {
  const mark = KNOWN_LICENCES.has(licence) ? "" : "   NOT KNOWN";
  console.log(`${String(packages.length).padStart(4)}  ${licence}${mark}`);
}
const unknown = Object.entries(byLicence).filter(([licence]) => !KNOWN_LICENCES.has(licence));
for (const [licence, packages] of unknown) {
  console.error(`${licence}: ${packages.map(({ name }) => name).join(", ")}`);
}
if (values.out !== undefined) {
  const bom = { bomFormat: "CycloneDX", specVersion: "1.6", version: 1, components };
  writeFileSync(values.out, `${JSON.stringify(bom, null, 2)}\n`);
  console.log(`${components.length} components in ${values.out}`);
}
process.exit(unknown.length === 0 ? 0 : 1);
