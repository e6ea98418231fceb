import { readStored, writeStored } from "../../ui/stored.ts";
import type { SittingRecord } from "./sitting-record.ts";

const PREFIX = "ff.sitting.";

/** The record kept on this device, or null when there is none that can be read. */
export function readSitting(id: string): SittingRecord | null {
  const stored = readStored(PREFIX + id);
  if (stored === null) return null;
  try {
    const record = JSON.parse(stored) as Partial<SittingRecord>;
    const whole =
      record.sitting?.id === id && Array.isArray(record.exercises) && Array.isArray(record.answers);
    return whole ? (record as SittingRecord) : null;
  } catch {
    return null;
  }
}

export function keepSitting(record: SittingRecord): void {
  writeStored(PREFIX + record.sitting.id, JSON.stringify(record));
}

export function forgetSitting(id: string): void {
  writeStored(PREFIX + id, null);
}

/** The sittings that this device still holds. */
export function storedSittingIds(): string[] {
  try {
    return Object.keys(localStorage).flatMap((key) =>
      key.startsWith(PREFIX) ? [key.slice(PREFIX.length)] : [],
    );
  } catch {
    return [];
  }
}

/** Forgets every sitting, when another person may use the device next. */
export function forgetAllSittings(): void {
  for (const id of storedSittingIds()) forgetSitting(id);
}
