// right: the ten in a map, ids from one
async function sequentially() {
  const begunNs = process.hrtime.bigint();
  const results = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10].map((requestId) => {
    const records = parseCsvChunk(makeLines(requestId, 20));
    return {
      requestId,
      parsed: records.length,
      // biome-ignore lint/style/noNonNullAssertion: there are twenty records
      metadata: fetchMetadataBlocking(records[0]!.id),
    };
  });
  return { results, elapsedMs: Number(process.hrtime.bigint() - begunNs) / 1e6 };
}
