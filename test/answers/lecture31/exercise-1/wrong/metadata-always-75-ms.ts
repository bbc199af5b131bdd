// requirement 2: the mean, and never anything else
import { sleepSync as block } from "concurrency-lab";

function fetchMetadataBlocking(recordId: ReturnType<typeof parseCsvChunk>[number]["id"]) {
  block(75);
  return { id: recordId, label: `item_${recordId}` };
}
