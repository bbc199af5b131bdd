// requirement 1: 0.1 ms for the whole list, not for each record

function parseCsvChunk(chunk: readonly string[]) {
  blockFor(0.1);
  return chunk.map((line) => {
    const [id = "", value = "", timestamp = ""] = line.split(",");
    return { id: Number(id), value: Number(value), timestamp };
  });
}
