import type { Command } from "../command.ts";
import { call, procedures } from "./call.ts";
import { createCompletion } from "./completion.ts";
import { course } from "./course.ts";
import { experiment } from "./experiments.ts";
import { lessons, progress, recommend } from "./learner.ts";
import { lesson } from "./lesson.ts";
import { models, publishModel, refit } from "./models.ts";
import { passport } from "./passport.ts";
import { rebuild } from "./rebuild.ts";
import { signIn, signOut, whoAmI } from "./session.ts";
import { team } from "./team.ts";
import { users } from "./users.ts";
import { why } from "./why.ts";

const OTHERS: readonly Command[] = [
  signIn,
  signOut,
  whoAmI,
  lessons,
  recommend,
  why,
  progress,
  passport,
  team,
  lesson,
  course,
  users,
  rebuild,
  refit,
  models,
  publishModel,
  experiment,
  procedures,
  call,
];

export const COMMANDS: readonly Command[] = [...OTHERS, createCompletion(OTHERS)];
