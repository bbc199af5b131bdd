// requirement 2: 0 to 100 ms
import { sleepSync as pause } from "concurrency-lab";

function fetchMetadataBlocking(recordId: ReturnType<typeof parseCsvChunk>[number]["id"]) {
  pause(100 * Math.random());
  return { id: recordId, label: `item_${recordId}` };
}
