// requirement 1: today's date instead of the line's
import { sleepSync as block } from "concurrency-lab";

function parseCsvChunk(chunk: readonly string[]) {
  return chunk.map((line) => {
    const [id = "", value = ""] = line.split(",");
    block(0.1);
    return {
      id: Number(id),
      value: Number(value),
      timestamp: new Date().toISOString().slice(0, 10),
    };
  });
}
