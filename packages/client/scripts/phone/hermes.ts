import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { NATIVE } from "./native.ts";

interface Request {
  readonly method: string;
  readonly url: string;
  readonly id: number;
  readonly headers: [string, string][];
  readonly body: string | null;
  readonly responseType: string;
}

export interface Phone {
  /** The virtual machine. */
  readonly hermes: string;
  /** What Metro made of the app. */
  readonly bundle: string;
  /** Outlives a start of the app. */
  keychain: Record<string, string>;
}

/** No answer ever comes from here. */
const SILENT = "http://silent/";

/** Hermes reads a line at a time. */
const asLine = (script: string) =>
  `(0,eval)(${JSON.stringify(`${script}\n;undefined`)
    .replaceAll("\u2028", String.raw`\u2028`)
    .replaceAll("\u2029", String.raw`\u2029`)})\n`;

/** Starts the app once. Returns what it says; throws with its stack when it breaks. */
export async function startApp(phone: Phone): Promise<string[]> {
  const machine = spawn(phone.hermes, ["-Xes6-promise", "-Xes6-proxy", "-Xmicrotask-queue"], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  let isOver = false;
  const run = (script: string) => isOver || machine.stdin.write(asLine(script));
  const call = (name: string, ...args: unknown[]) =>
    run(`${name}(${args.map((one) => JSON.stringify(one)).join(",")})`);
  const blobs = new Map<string, string>();
  const under = new Map<number, AbortController>();

  async function request({ method, url, id, headers, body, responseType }: Request): Promise<void> {
    if (url.startsWith(SILENT)) return;
    const control = new AbortController();
    under.set(id, control);
    try {
      const response = await fetch(url, { method, headers, body, signal: control.signal });
      const text = await response.text();
      call("emit", "didReceiveNetworkResponse", [
        id,
        response.status,
        Object.fromEntries(response.headers),
        url,
      ]);
      const blobId = `blob-${id}`;
      blobs.set(blobId, text);
      const blob = { blobId, offset: 0, size: Buffer.byteLength(text) };
      call("emit", "didReceiveNetworkData", [id, responseType === "blob" ? blob : text]);
      call("emit", "didCompleteNetworkResponse", [id, "", false]);
    } catch (error) {
      if (!control.signal.aborted) call("emit", "didCompleteNetworkResponse", [id, String(error), false]);
    }
  }

  const said: string[] = [];
  return new Promise((done, fail) => {
    const answers: Readonly<Record<string, (value: never) => unknown>> = {
      // What the app still waits for when it is ended keeps nobody waiting.
      timer: ([id, ms]: [number, number]) => setTimeout(() => call("fire", id), ms).unref(),
      request,
      abort: (id: number) => under.get(id)?.abort(),
      read: ([id, blobId]: [number, string]) => call("readDone", id, blobs.get(blobId)),
      keychain: (kept: Record<string, string>) => (phone.keychain = kept),
      say: (line: string) => said.push(line),
      done: (error: string) => {
        isOver = true;
        machine.kill();
        if (error === "") done(said);
        else fail(new Error(error));
      },
    };
    createInterface({ input: machine.stdout }).on("line", (line) => {
      const at = line.indexOf("@@");
      if (line.includes("Uncaught")) fail(new Error(line));
      if (at < 0) return;
      const [kind, value] = JSON.parse(line.slice(at + 2)) as [string, never];
      answers[kind]?.(value);
    });
    run(`var keychain = ${JSON.stringify(phone.keychain)};${NATIVE}`);
    run(phone.bundle);
  });
}
