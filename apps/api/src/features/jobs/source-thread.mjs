// Where a job runs when the server runs from its sources: a thread has to be taught TypeScript itself.
import { register } from "tsx/esm/api";

register();
await import("./job-thread.ts");
