// right: a wait by Atomics
function storeReading({ sensorId }: ReturnType<typeof normalizeReading>) {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20);
  return { sensorId, stored: true };
}
