// requirement 3: the blocking call blocks the event loop
import type { Executor as Bridge } from "concurrency-lab";

async function handleRequest(
  requestId: number,
  _threadPool: Bridge,
  processPool: Bridge,
  lines = makeLines(requestId),
) {
  const records = await processPool.run(parseCsvChunk, lines);
  const [first] = records;
  if (first === undefined) throw new RangeError("no record");
  const metadata = fetchMetadataBlocking(first.id);
  return { requestId, parsed: records.length, metadata };
}
