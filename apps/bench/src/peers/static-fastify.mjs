/** The HTTP limit of this machine: Fastify 5 answering the product's own bytes as constants, with no log. */
import { readFileSync } from "node:fs";
import Fastify from "fastify";

const { ANSWERS_FILE, PORT } = process.env;
const app = Fastify({ logger: false });

app.get("/ready", async () => ({ status: "ready" }));
for (const [name, text] of Object.entries(JSON.parse(readFileSync(ANSWERS_FILE, "utf8")))) {
  const answer = async (_req, reply) => {
    void reply.type("application/json; charset=utf-8");
    return text;
  };
  app.get(`/${name}`, answer);
  app.post(`/${name}`, answer);
}

process.on("SIGTERM", () => process.exit(0));
await app.listen({ host: "127.0.0.1", port: Number(PORT) });
