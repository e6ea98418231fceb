import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { packConsumer } from "../../test/support/consumer.ts";
import { exampleFor } from "../../test/support/examples.ts";
import { type Phone, startApp } from "./hermes.ts";
import { walk } from "./walk.ts";

/*
 * Runs the guide's client for React Native as near to a phone as npm brings one: bundled by Metro with the packed client, made
 * into bytecode by today's Hermes compiler, and walked in the newest Hermes that npm has as a program, on React Native's own
 * fetch, XMLHttpRequest, Blob, URL and AbortController. `pnpm phone [address of an API]`; some 400 MB are fetched from the registry.
 */

const PACKAGES = [
  "expo@57.0.33",
  "expo-secure-store@57.0.4",
  "react@19.2.3",
  "react-native@0.86.3",
  "react-native-get-random-values@2.0.0",
  "hermes-engine-cli@0.12.0",
];

/** `hermes-v0` is how Expo writes for a Hermes of 2022, which knows no classes. */
const BABEL = `module.exports = (api) => {
  api.cache(false);
  const unstable_transformProfile = process.env.PROFILE;
  const preset = require.resolve("babel-preset-expo", { paths: [require.resolve("expo/package.json")] });
  return { presets: [[preset, { unstable_transformProfile, native: { unstable_transformProfile } }]] };
};`;

const url = process.argv[2] ?? "http://localhost:8000";
const say = (line: string) => process.stdout.write(`${line}\n`);
const folder = mkdtempSync(join(tmpdir(), "ff-phone-"));

/** Runs a program in the app's folder. Throws with what it said. */
function run(program: string, args: readonly string[], env: Readonly<Record<string, string>> = {}): void {
  execFileSync(program, [...args], {
    cwd: folder,
    stdio: ["ignore", "ignore", "inherit"],
    env: { ...process.env, CI: "1", EXPO_OFFLINE: "1", EXPO_NO_TELEMETRY: "1", ...env },
  });
}

/** Bundles the app. Returns its one file. */
function bundle(out: string, profile: string, args: readonly string[]): Buffer {
  const options = ["export", "--platform", "android", "--clear", "--output-dir", out, ...args];
  run(join(folder, "node_modules/.bin/expo"), options, { PROFILE: profile });
  const made = join(folder, out, "_expo/static/js/android");
  return readFileSync(join(made, readdirSync(made)[0] ?? ""));
}

async function main(): Promise<void> {
  const consumer = packConsumer();
  try {
    writeFileSync(join(folder, "package.json"), '{ "name": "phone", "private": true, "main": "walk.js" }');
    run("npm", ["install", "--silent", ...PACKAGES, consumer.tarball]);
  } finally {
    consumer.remove();
  }
  writeFileSync(join(folder, "babel.config.js"), BABEL);
  writeFileSync(join(folder, "client.ts"), exampleFor("phone", url));
  writeFileSync(join(folder, "walk.js"), walk(url));
  const bytecode = bundle("new", "hermes-stable", []);
  say(`${PACKAGES.slice(0, 4).join(", ")}: ${bytecode.length} bytes of bytecode for a phone of today`);

  const hermes = join(folder, "node_modules/hermes-engine-cli/linux64-bin/hermes");
  const script = bundle("old", "hermes-v0", ["--no-bytecode"]).toString();
  const phone: Phone = { hermes, bundle: script, keychain: {} };
  say("in Hermes 0.12.0:");
  const said = [...(await startApp(phone)), ...(await startApp(phone))];
  for (const line of said) say(`  ${line}`);
  if (said.length < 10 || !said.every((line) => line.endsWith(": true"))) process.exitCode = 1;
}

try {
  await main();
} finally {
  rmSync(folder, { recursive: true, force: true });
}
