// requirement 2: item-7 for item_7
import { sleepSync as block } from "concurrency-lab";

function fetchMetadataBlocking(recordId: ReturnType<typeof parseCsvChunk>[number]["id"]) {
  block(50 + 50 * Math.random());
  return { id: recordId, label: `item-${recordId}` };
}
