/** The timers that waits are made of. */
export type Timers = Pick<
  typeof globalThis,
  "setTimeout" | "clearTimeout" | "setInterval" | "clearInterval"
>;

const kept = Symbol.for("concurrency-lab.timers");

/**
 * In a notebook those of the kernel, which no cell can replace, as `mock.timers` of `node:test`
 * would; elsewhere the global ones.
 */
export function ownTimers(): Timers {
  return (globalThis as { [kept]?: Timers })[kept] ?? globalThis;
}
