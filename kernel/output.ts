import { bytesOf, nextTick } from "./intrinsics.ts";

/** Where a text was written to. */
export type StreamName = "stdout" | "stderr";

type Callback = (error?: Error | null) => void;

/**
 * Hands to `write` whatever this process writes to stdout and stderr: `console.log`, the output of
 * worker threads, warnings.
 */
export function captureOutput(write: (stream: StreamName, text: string) => void): void {
  for (const name of ["stdout", "stderr"] as const) {
    const decoder = new TextDecoder();
    const decode = decoder.decode.bind(decoder);
    const textOf = (chunk: string | Uint8Array, encoding: BufferEncoding | undefined): string => {
      if (typeof chunk === "string" && !encoding) return chunk;
      const bytes = typeof chunk === "string" ? bytesOf(chunk, encoding) : chunk;
      return decode(bytes, { stream: true });
    };
    // Else readline would move a cursor that is not there.
    process[name].isTTY = false;
    process[name].write = (
      chunk: string | Uint8Array,
      encodingOrDone?: BufferEncoding | Callback,
      callback?: Callback,
    ): boolean => {
      const isDone = typeof encodingOrDone === "function";
      write(name, textOf(chunk, isDone ? undefined : encodingOrDone));
      const done = isDone ? encodingOrDone : callback;
      if (done) nextTick(done);
      return true;
    };
  }
}
