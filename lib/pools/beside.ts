import { type EncodedError, encodeError, restoreError } from "./error-codec.ts";

/**
 * Objects in a value that structured clone changes, sent beside it: they arrive as the same objects.
 * Buffers become Uint8Arrays; errors lose their class and their own properties.
 */
export type Beside = readonly (Uint8Array | readonly [error: Error, whole: EncodedError])[];

/** What is to be sent beside a value, of those objects in it. */
export function besideOf(changed: readonly object[]): Beside {
  return changed.map((one) =>
    Buffer.isBuffer(one) ? one : ([one as Error, encodeError(one)] as const),
  );
}

/** Makes of the objects in a value that has arrived what they were. */
export function restore(beside: Beside): void {
  for (const one of beside) {
    if (ArrayBuffer.isView(one)) Object.setPrototypeOf(one, Buffer.prototype);
    else restoreError(...one);
  }
}
