/**
 * The signal by which a host, such as the notebook's kernel, stops the work of whoever asked for
 * it: the cell that runs now. The host sets a function under this symbol; where none is set, in a
 * plain script, nothing interrupts.
 */
const hook = Symbol.for("concurrency-lab.interruption");

/** The caller's own signal and the host's, as one. */
export function orInterruption(signal: AbortSignal | undefined): AbortSignal | undefined {
  const ask = (globalThis as { [hook]?: () => AbortSignal | undefined })[hook];
  const signals = [signal, ask?.()].filter((one) => one !== undefined);
  return signals.length > 1 ? AbortSignal.any(signals) : signals[0];
}
