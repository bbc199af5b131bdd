// requirement 2: 0.05 to 0.1 taken for milliseconds
import { sleepSync as pause } from "concurrency-lab";

function fetchMetadataBlocking(recordId: ReturnType<typeof parseCsvChunk>[number]["id"]) {
  pause(0.05 + 0.05 * Math.random());
  return { id: recordId, label: `item_${recordId}` };
}
