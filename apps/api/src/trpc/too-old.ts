import type { IncomingHttpHeaders } from "node:http";
import { CONTRACT_HEADER, CONTRACT_VERSION } from "@fluentfusion/contract/version";

/** Whether a client says that it was built for a contract that is no longer kept. */
export function isTooOld(headers: IncomingHttpHeaders): boolean {
  const built = headers[CONTRACT_HEADER];
  return built !== undefined && !(Number(built) >= CONTRACT_VERSION);
}
