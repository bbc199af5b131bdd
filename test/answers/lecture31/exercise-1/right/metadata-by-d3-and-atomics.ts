// right: d3's uniform numbers, a wait by Atomics
import { randomUniform as uniform } from "d3-random";

function fetchMetadataBlocking(recordId: ReturnType<typeof parseCsvChunk>[number]["id"]) {
  const cell = new Int32Array(new SharedArrayBuffer(4));
  Atomics.wait(cell, 0, 0, uniform(50, 100)());
  const label = ["item", recordId].join("_");
  return { label, id: recordId };
}
