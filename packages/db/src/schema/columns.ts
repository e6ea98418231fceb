import { customType, timestamp } from "drizzle-orm/pg-core";

/** Every instant is UTC with milliseconds, the resolution that JavaScript and a UUIDv7 have. */
export const instant = (name: string) => timestamp(name, { withTimezone: true, precision: 3, mode: "date" });

/** Bytes, as they are. */
export const bytes = customType<{ data: Uint8Array; driverData: Uint8Array }>({ dataType: () => "bytea" });
