// requirement 1: the first line is taken for a header
import { sleepSync as block } from "concurrency-lab";

function parseCsvChunk(chunk: readonly string[]) {
  return chunk.slice(1).map((line) => {
    const [id = "", value = "", timestamp = ""] = line.split(",");
    block(0.1);
    return { id: Number(id), value: Number(value), timestamp };
  });
}
