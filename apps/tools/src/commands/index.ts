import type { Command } from "../command.ts";
import { call, procedures } from "./call.ts";
import { lessons, progress, recommend } from "./learner.ts";
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
  procedures,
  call,
];
