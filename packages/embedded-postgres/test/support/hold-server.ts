import { startEmbeddedPostgres, startThrowawayPostgres } from "../../src/index.ts";

// A process of its own that uses a server until its standard input closes: `hold-server.ts [data folder]`.
try {
  const [dataDir] = process.argv.slice(2);
  const server = dataDir ? await startEmbeddedPostgres({ dataDir }) : await startThrowawayPostgres();
  process.stdout.write(`${server.url}\n`);
  process.stdin.once("close", () => void server.stop()).resume();
} catch (error) {
  process.stderr.write(error instanceof Error ? `${error.name}: ${error.message}\n` : String(error));
  process.exitCode = 1;
}
