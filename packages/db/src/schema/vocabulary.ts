import {
  CATEGORIES,
  DIFFICULTIES,
  EXERCISE_KINDS,
  LANGUAGES,
  OUTCOMES,
  ROLES,
  USER_TYPES,
} from "@fluentfusion/core";
import { pgEnum } from "drizzle-orm/pg-core";

export const language = pgEnum("language", LANGUAGES);
export const difficulty = pgEnum("difficulty", DIFFICULTIES);
export const category = pgEnum("category", CATEGORIES);
export const userType = pgEnum("user_type", USER_TYPES);
export const role = pgEnum("role", ROLES);
export const exerciseKind = pgEnum("exercise_kind", EXERCISE_KINDS);
export const outcome = pgEnum("outcome", OUTCOMES);
