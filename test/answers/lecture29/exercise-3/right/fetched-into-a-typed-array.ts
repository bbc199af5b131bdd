// right: a typed array, values by mulberry32, blocked by Atomics.wait after the drawing
function fetchDataFromLegacySystem(dataId: number): Float64Array {
  let state = dataId;
  const values = new Float64Array(5000);
  for (let index = 0; index < values.length; index++) {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    values[index] = ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 52 + 45 * Math.random());
  return values;
}
