// requirement 2: 0 to 100 ms

function fetchMetadataBlocking(recordId: ReturnType<typeof parseCsvChunk>[number]["id"]) {
  blockFor(100 * Math.random());
  return { id: recordId, label: `item_${recordId}` };
}
