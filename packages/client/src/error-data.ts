/** In the published package this file is the contract's own declaration, which is types alone. */
export type { ErrorCode, ErrorData, ErrorParams, FailedCall } from "@fluentfusion/contract";
