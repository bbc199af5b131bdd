// requirement 5: it counts the lines, and takes the id from the place
async function sequentially() {
  const begunMs = performance.now();
  const results = [];
  for (let requestId = 0; requestId < 10; requestId++) {
    const records = makeLines(requestId);
    const [first] = parseCsvChunk(records.slice(0, 1));
    if (first === undefined) throw new RangeError("no record");
    const metadata = fetchMetadataBlocking(first.id);
    results.push({ requestId, parsed: records.length, metadata });
  }
  const elapsedMs = performance.now() - begunMs;
  return { results, elapsedMs };
}
