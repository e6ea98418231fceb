/**
 * Runs `work` when no other tab of this origin runs work of the same name. Where there are no tabs (Node, React Native)
 * or no locks, at once.
 */
export function oneAtATime<Result>(name: string, work: () => Promise<Result>): Promise<Result> {
  const { navigator } = globalThis as { navigator?: { locks?: LockManager } };
  return navigator?.locks?.request(name, work) ?? work();
}
