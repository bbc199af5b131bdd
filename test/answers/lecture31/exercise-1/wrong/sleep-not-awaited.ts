// requirement 1: the sleep of the event loop is started, and not waited for
import { sleep as pause } from "concurrency-lab";

function parseCsvChunk(chunk: readonly string[]) {
  return chunk.map((line) => {
    const [id = "", value = "", timestamp = ""] = line.split(",");
    void pause(0.1);
    return { id: Number(id), value: Number(value), timestamp };
  });
}
