// requirement 2: the mean, and never anything else
import { sleepSync as pause } from "concurrency-lab";

function fetchMetadataBlocking(recordId: ReturnType<typeof parseCsvChunk>[number]["id"]) {
  pause(75);
  return { id: recordId, label: `item_${recordId}` };
}
