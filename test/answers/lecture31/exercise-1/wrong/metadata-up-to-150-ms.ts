// requirement 2: 50 to 150 ms
import { sleepSync as pause } from "concurrency-lab";

function fetchMetadataBlocking(recordId: ReturnType<typeof parseCsvChunk>[number]["id"]) {
  pause(50 + 100 * Math.random());
  return { id: recordId, label: `item_${recordId}` };
}
