// requirement 2: the wait is started on the event loop, and the function returns at once
import { sleep as pause } from "concurrency-lab";

function fetchMetadataBlocking(recordId: ReturnType<typeof parseCsvChunk>[number]["id"]) {
  void pause(50 + 50 * Math.random());
  return { id: recordId, label: `item_${recordId}` };
}
