// Where passwords are hashed (password.ts). JavaScript, so that a thread runs it beside the sources and beside a bundle.
import { hashSync, verifySync } from "@node-rs/argon2";

export const hash = ({ password, parameters }) => hashSync(password, parameters);
export const verify = ({ stored, password }) => verifySync(stored, password);
