/** What the engine counts by the minute as words an hour: most of it is hundredths of a word a minute, which nobody can picture. */
export function anHour(perMinute: number): number {
  return 60 * perMinute;
}
