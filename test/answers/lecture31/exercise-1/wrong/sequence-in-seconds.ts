// requirement 5: seconds under a name that says milliseconds
async function sequentially() {
  const begunMs = performance.now();
  const results = [];
  for (let requestId = 0; requestId < 10; requestId++) {
    const records = parseCsvChunk(makeLines(requestId));
    const [first] = records;
    if (first === undefined) throw new RangeError("no record");
    const metadata = fetchMetadataBlocking(first.id);
    results.push({ requestId, parsed: records.length, metadata });
  }
  const elapsedMs = (performance.now() - begunMs) / 1000;
  return { results, elapsedMs };
}
