import { AsyncLocalStorage } from "node:async_hooks";

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

/** Where what a worker prints is to be shown. */
export interface Output {
  write(to: "stdout" | "stderr", text: string): void;
}

const plain: Output = {
  write: (to, text) => void process[to].write(text),
};

/**
 * What a worker prints is to be shown where its call was made: in the output of that cell. Without
 * a host there is one place alone, and noting another would be wasted.
 */
export function outputOfHost(): Output {
  if (!(hook in globalThis)) return plain;
  const inContext = AsyncLocalStorage.snapshot();
  return { write: (to, text) => inContext(() => plain.write(to, text)) };
}
