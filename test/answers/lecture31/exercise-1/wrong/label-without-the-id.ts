// requirement 2: each label is the same
import { sleepSync as block } from "concurrency-lab";

function fetchMetadataBlocking(recordId: ReturnType<typeof parseCsvChunk>[number]["id"]) {
  block(50 + 50 * Math.random());
  return { id: recordId, label: "item" };
}
