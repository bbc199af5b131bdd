// right: the fields stay text, as Python's split leaves them

function parseCsvChunk(chunk: readonly string[]) {
  const records: { id: string; value: string; timestamp: string }[] = [];
  for (const line of chunk) {
    const [id = "", value = "", timestamp = ""] = line.split(",");
    blockFor(0.1);
    records.push({ id, value, timestamp });
  }
  return records;
}
