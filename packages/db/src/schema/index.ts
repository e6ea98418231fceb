export * from "./content.ts";
export * from "./decisions.ts";
export * from "./disputes.ts";
export * from "./engine.ts";
export * from "./outbox.ts";
export * from "./record.ts";
export * from "./users.ts";
export * from "./vocabulary.ts";
