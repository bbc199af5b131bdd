// requirement 1: a record takes 1 ms, not 0.1 ms

function parseCsvChunk(chunk: readonly string[]) {
  return chunk.map((line) => {
    const [id = "", value = "", timestamp = ""] = line.split(",");
    blockFor(1);
    return { id: Number(id), value: Number(value), timestamp };
  });
}
