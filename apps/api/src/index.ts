export { buildApp } from "./app.ts";
export { createMemoryCache } from "./cache/memory-cache.ts";
export { createRedisCache } from "./cache/redis-cache.ts";
export type { Cache } from "./cache/cache.ts";
export type { Mail, Mailer } from "./features/mail/mailer.ts";
export { readEnv } from "./env.ts";
export { type BuiltCourse, publishCourse } from "./features/lessons/publish-course.queries.ts";
export type { AppRouter } from "./router.ts";
export type { StarterCourse } from "./starter-course.ts";
