// right: by a regular expression with names
import { sleepSync as block } from "concurrency-lab";

function parseCsvChunk(chunk: readonly string[]) {
  const pattern = /^(?<id>[^,]*),(?<value>[^,]*),(?<timestamp>.*)$/;
  return chunk.map((line) => {
    block(0.1);
    const { id, value, timestamp = "" } = pattern.exec(line)?.groups ?? {};
    return { id: Number(id), value: Number(value), timestamp };
  });
}
