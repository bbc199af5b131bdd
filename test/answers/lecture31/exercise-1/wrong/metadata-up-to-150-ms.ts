// requirement 2: 50 to 150 ms
import { sleepSync as block } from "concurrency-lab";

function fetchMetadataBlocking(recordId: ReturnType<typeof parseCsvChunk>[number]["id"]) {
  block(50 + 100 * Math.random());
  return { id: recordId, label: `item_${recordId}` };
}
