/**
 * Makes Buffers again of what structured clone has made Uint8Arrays of: sent beside the value that
 * holds them, they arrive as the same objects.
 */
export function restoreBuffers(arrived: readonly Uint8Array[]): void {
  for (const bytes of arrived) Object.setPrototypeOf(bytes, Buffer.prototype);
}
