// requirement 5: one request, times ten
async function sequentially() {
  const begunMs = performance.now();
  const results = [];
  for (let requestId = 0; requestId < 1; requestId++) {
    const records = parseCsvChunk(makeLines(requestId));
    const [first] = records;
    if (first === undefined) throw new RangeError("no record");
    const metadata = fetchMetadataBlocking(first.id);
    results.push({ requestId, parsed: records.length, metadata });
  }
  const elapsedMs = 10 * (performance.now() - begunMs);
  return { results, elapsedMs };
}
