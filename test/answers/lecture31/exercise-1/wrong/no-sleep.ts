// requirement 1: no time passes for a record
function parseCsvChunk(chunk: readonly string[]) {
  return chunk.map((line) => {
    const [id = "", value = "", timestamp = ""] = line.split(",");
    return { id: Number(id), value: Number(value), timestamp };
  });
}
