/** Device storage that may be full, blocked or absent: the app goes on without it. */
export function readStored(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

/** Returns whether it was kept. */
export function writeStored(key: string, value: string | null): boolean {
  try {
    if (value === null) localStorage.removeItem(key);
    else localStorage.setItem(key, value);
    return true;
  } catch {
    return false;
  }
}

/** What follows a prefix in the keys that this device holds. */
export function storedIds(prefix: string): string[] {
  try {
    return Object.keys(localStorage).flatMap((key) =>
      key.startsWith(prefix) ? [key.slice(prefix.length)] : [],
    );
  } catch {
    return [];
  }
}

/** Forgets everything under a prefix. */
export function forgetStored(prefix: string): void {
  for (const id of storedIds(prefix)) writeStored(prefix + id, null);
}
