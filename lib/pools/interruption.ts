/**
 * The signal by which a host, such as the notebook's kernel, stops the work of whoever asked for
 * it: the cell that runs now. The host sets a function under this symbol; where none is set, in a
 * plain script, nothing interrupts.
 */
const hook = Symbol.for("concurrency-lab.interruption");

/** The host's signal for what is asked for now. */
export function interruption(): AbortSignal | undefined {
  return (globalThis as { [hook]?: () => AbortSignal | undefined })[hook]?.();
}
