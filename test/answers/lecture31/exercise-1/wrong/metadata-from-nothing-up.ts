// requirement 2: 0 to 100 ms
import { sleepSync as block } from "concurrency-lab";

function fetchMetadataBlocking(recordId: ReturnType<typeof parseCsvChunk>[number]["id"]) {
  block(100 * Math.random());
  return { id: recordId, label: `item_${recordId}` };
}
