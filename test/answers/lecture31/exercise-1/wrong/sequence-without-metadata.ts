// requirement 5: the blocking call is left out
async function sequentially() {
  const begunMs = performance.now();
  const results = [];
  for (let requestId = 0; requestId < 10; requestId++) {
    const records = parseCsvChunk(makeLines(requestId));
    const [first] = records;
    if (first === undefined) throw new RangeError("no record");
    const metadata = { id: first.id, label: `item_${first.id}` };
    results.push({ requestId, parsed: records.length, metadata });
  }
  const elapsedMs = performance.now() - begunMs;
  return { results, elapsedMs };
}
