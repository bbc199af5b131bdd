// requirement 1: the value loses its decimals

function parseCsvChunk(chunk: readonly string[]) {
  return chunk.map((line) => {
    const [id = "", value = "", timestamp = ""] = line.split(",");
    blockFor(0.1);
    return { id: Number(id), value: Number.parseInt(value, 10), timestamp };
  });
}
