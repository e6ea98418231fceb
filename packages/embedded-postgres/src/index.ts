export { startEmbeddedPostgres, type EmbeddedPostgres, type EmbeddedPostgresOptions } from "./durable.ts";
export { EmbeddedPostgresError } from "./errors.ts";
export { startThrowawayPostgres, type ThrowawayPostgres } from "./throwaway.ts";
