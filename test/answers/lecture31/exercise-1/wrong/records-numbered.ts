// requirement 1: the id is the record's place in the list
import { sleepSync as block } from "concurrency-lab";

function parseCsvChunk(chunk: readonly string[]) {
  return chunk.map((line, place) => {
    const [, value = "", timestamp = ""] = line.split(",");
    block(0.1);
    return { id: place + 1, value: Number(value), timestamp };
  });
}
