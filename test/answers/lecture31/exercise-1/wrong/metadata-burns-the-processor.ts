// requirement 2: it computes until the time is over, and does not sleep
function fetchMetadataBlocking(recordId: ReturnType<typeof parseCsvChunk>[number]["id"]) {
  const endMs = performance.now() + 50 + 50 * Math.random();
  while (performance.now() < endMs);
  return { id: recordId, label: `item_${recordId}` };
}
