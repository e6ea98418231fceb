import { writeFileSync } from "node:fs";
import { Session } from "node:inspector";
import { getHeapSpaceStatistics } from "node:v8";

// Loaded before a server that is to be looked into. Each SIGUSR2 begins to look, and ends it and writes what was seen, in turn.
// LOOK_AT: "cpu" for where the main thread is, "heap" for what was made since the start and still lives.

const { LOOK_AT: at, LOOK_FILE: file } = process.env;
const session = new Session();
session.connect();

const post = (method, params) =>
  new Promise((resolve, reject) => {
    session.post(method, params, (error, result) => (error === null ? resolve(result) : reject(error)));
  });

const BEGIN = {
  cpu: async () => {
    await post("Profiler.setSamplingInterval", { interval: 500 });
    await post("Profiler.start");
  },
  heap: () => Promise.resolve(),
};

const END = {
  cpu: async () => (await post("Profiler.stop")).profile,
  heap: async () => {
    const before = { memory: process.memoryUsage(), spaces: getHeapSpaceStatistics() };
    await post("HeapProfiler.collectGarbage");
    const { profile } = await post("HeapProfiler.getSamplingProfile");
    return { before, after: { memory: process.memoryUsage(), spaces: getHeapSpaceStatistics() }, profile };
  },
};

if (at === "cpu") await post("Profiler.enable");
else await post("HeapProfiler.startSampling", { samplingInterval: 16_384 });

let isLooking = false;
process.on("SIGUSR2", () => {
  isLooking = !isLooking;
  void (isLooking ? BEGIN : END)[at]().then((seen) => writeFileSync(file, JSON.stringify(seen ?? {})));
});
