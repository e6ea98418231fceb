import type { CallFrame } from "./look.ts";

/** As V8's protocol has it: by call stack, bytes that were made there and live. */
export interface HeapProfile {
  readonly head: HeapNode;
}

export interface HeapNode {
  readonly callFrame: CallFrame;
  readonly selfSize: number;
  readonly children: readonly HeapNode[];
}

interface Space {
  readonly space_name: string;
  readonly space_size: number;
  readonly space_used_size: number;
}

/** What a process says of its memory, in bytes. */
export interface MemoryState {
  readonly memory: Readonly<Record<"rss" | "heapTotal" | "heapUsed" | "external" | "arrayBuffers", number>>;
  readonly spaces: readonly Space[];
}

/** What a look at the heap sees: before and after everything was collected that nobody needs. */
export interface SeenHeap {
  readonly before: MemoryState;
  readonly after: MemoryState;
  readonly profile: HeapProfile;
}

/** Bytes that live, by the home of the function that made them, most first. */
export function livingBytes(
  { head }: HeapProfile,
  homeOf: (frame: CallFrame) => string,
): Map<string, number> {
  const bytes = new Map<string, number>();
  const waiting: HeapNode[] = [head];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    const home = homeOf(node.callFrame);
    bytes.set(home, (bytes.get(home) ?? 0) + node.selfSize);
    waiting.push(...node.children);
  }
  return new Map([...bytes].toSorted(([, one], [, other]) => other - one));
}
