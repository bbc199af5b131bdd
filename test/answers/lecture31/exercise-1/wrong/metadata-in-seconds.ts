// requirement 2: 0.05 to 0.1 taken for milliseconds
import { sleepSync as block } from "concurrency-lab";

function fetchMetadataBlocking(recordId: ReturnType<typeof parseCsvChunk>[number]["id"]) {
  block(0.05 + 0.05 * Math.random());
  return { id: recordId, label: `item_${recordId}` };
}
