// right: by indexOf and slice, a wait by Atomics
function parseCsvChunk(chunk: readonly string[]) {
  const cell = new Int32Array(new SharedArrayBuffer(4));
  const records: { timestamp: string; value: number; id: number }[] = [];
  for (let place = 0; place < chunk.length; place++) {
    Atomics.wait(cell, 0, 0, 0.1);
    const line = chunk[place] ?? "";
    const first = line.indexOf(",");
    const second = line.indexOf(",", first + 1);
    records[place] = {
      timestamp: line.slice(second + 1),
      value: Number.parseFloat(line.slice(first + 1, second)),
      id: Number.parseInt(line.slice(0, first), 10),
    };
  }
  return records;
}
