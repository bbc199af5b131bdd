// requirement 1: 0.1 ms for the whole list, not for each record
import { sleepSync as pause } from "concurrency-lab";

function parseCsvChunk(chunk: readonly string[]) {
  pause(0.1);
  return chunk.map((line) => {
    const [id = "", value = "", timestamp = ""] = line.split(",");
    return { id: Number(id), value: Number(value), timestamp };
  });
}
