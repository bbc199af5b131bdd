// requirement 2: counted from one
import { sleepSync as block } from "concurrency-lab";

function fetchMetadataBlocking(recordId: ReturnType<typeof parseCsvChunk>[number]["id"]) {
  block(50 + 50 * Math.random());
  return { id: recordId, label: `item_${Number(recordId) + 1}` };
}
