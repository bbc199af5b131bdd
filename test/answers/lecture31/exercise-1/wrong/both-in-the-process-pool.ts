// requirement 3: the thread pool is not used
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
  const metadata = await processPool.run(fetchMetadataBlocking, first.id);
  return { requestId, parsed: records.length, metadata };
}
