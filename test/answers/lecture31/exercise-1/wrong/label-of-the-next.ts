// requirement 2: counted from one

function fetchMetadataBlocking(recordId: ReturnType<typeof parseCsvChunk>[number]["id"]) {
  blockFor(50 + 50 * Math.random());
  return { id: recordId, label: `item_${Number(recordId) + 1}` };
}
