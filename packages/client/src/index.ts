export { type Client, type ClientOptions, createClient } from "./create-client.ts";
export { type ApiError, isErrorCode, readError } from "./read-error.ts";
export { memoryTokenStore, type TokenStore } from "./token-store.ts";
export type {
  AppRouter,
  ErrorCode,
  ErrorData,
  ErrorParams,
  NewerErrorCode,
  NewerErrorData,
  Procedures,
  RouterInputs,
  RouterOutputs,
  User,
} from "./types.ts";
/** A UUIDv7: the id of an attempt or a sitting, made once and sent with each repeat. */
export { v7 as newId } from "uuid";
