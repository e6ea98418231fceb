import react from "@vitejs/plugin-react";
import { defaultClientConditions, defineConfig } from "vite";
import { serviceWorker } from "./scripts/service-worker.ts";

const api = `http://127.0.0.1:${process.env["PORT"] ?? "8000"}`;

/** The page and the API share one origin, as in production, so that the refresh cookie needs no cross-site rules. */
const proxy = Object.fromEntries(
  ["/trpc", "/api", "/docs", "/redoc", "/openapi.json"].map((path) => [path, api]),
);

export default defineConfig(({ command }) => ({
  plugins: [react(), serviceWorker()],
  // While developing, the workspace's packages are read as sources, so nothing has to be built first.
  resolve: { conditions: [...(command === "serve" ? ["source"] : []), ...defaultClientConditions] },
  build: {
    rolldownOptions: {
      // What every visit needs comes in one piece: on a bad network each further request is one more that can fail.
      output: { codeSplitting: { groups: [{ name: "app", tags: ["$initial"] }] } },
    },
  },
  server: { port: Number(process.env["WEB_PORT"] ?? "5173"), strictPort: true, proxy },
  preview: { proxy },
}));
