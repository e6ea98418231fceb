import type { Command } from "../command.ts";
import { call, procedures } from "./call.ts";
import { experiment } from "./experiments.ts";
import { lessons, progress, recommend } from "./learner.ts";
import { models, publishModel, refit } from "./models.ts";
import { rebuild } from "./rebuild.ts";
import { signIn, signOut, whoAmI } from "./session.ts";

export const COMMANDS: readonly Command[] = [
  signIn,
  signOut,
  whoAmI,
  lessons,
  recommend,
  progress,
  rebuild,
  refit,
  models,
  publishModel,
  experiment,
  procedures,
  call,
];
