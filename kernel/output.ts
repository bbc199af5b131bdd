/** Where a text was written to. */
export type StreamName = "stdout" | "stderr";

/**
 * Hands to `write` whatever this process writes to stdout and stderr: `console.log`, the output of
 * worker threads, warnings. Each text is handed over at once, as the thread may block right after.
 */
export function captureOutput(write: (stream: StreamName, text: string) => void): void {
  for (const name of ["stdout", "stderr"] as const) {
    const decoder = new TextDecoder();
    const capture = (
      chunk: string | Uint8Array,
      encodingOrCallback?: BufferEncoding | ((error?: Error | null) => void),
      callback?: (error?: Error | null) => void,
    ): boolean => {
      write(name, typeof chunk === "string" ? chunk : decoder.decode(chunk, { stream: true }));
      const done = typeof encodingOrCallback === "function" ? encodingOrCallback : callback;
      if (done) process.nextTick(done);
      return true;
    };
    process[name].write = capture;
  }
}
