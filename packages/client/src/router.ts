/** In the published package this file is the flattened declaration of the router: no server code and no server type. */
export type { AppRouter } from "@fluentfusion/api/router";
