// requirement 2: item-7 for item_7

function fetchMetadataBlocking(recordId: ReturnType<typeof parseCsvChunk>[number]["id"]) {
  blockFor(50 + 50 * Math.random());
  return { id: recordId, label: `item-${recordId}` };
}
