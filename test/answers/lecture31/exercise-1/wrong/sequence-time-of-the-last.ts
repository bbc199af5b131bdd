// requirement 5: the clock starts anew for each request
async function sequentially() {
  let begunMs = performance.now();
  const results = [];
  for (let requestId = 0; requestId < 10; requestId++) {
    begunMs = performance.now();
    const records = parseCsvChunk(makeLines(requestId));
    const [first] = records;
    if (first === undefined) throw new RangeError("no record");
    const metadata = fetchMetadataBlocking(first.id);
    results.push({ requestId, parsed: records.length, metadata });
  }
  const elapsedMs = performance.now() - begunMs;
  return { results, elapsedMs };
}
