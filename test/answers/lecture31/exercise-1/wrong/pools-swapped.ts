// requirement 3: parsed in the thread pool, metadata from the process pool
import type { Executor as Bridge } from "concurrency-lab";

async function handleRequest(
  requestId: number,
  threadPool: Bridge,
  processPool: Bridge,
  lines = makeLines(requestId),
) {
  const records = await threadPool.run(parseCsvChunk, lines);
  const [first] = records;
  if (first === undefined) throw new RangeError("no record");
  const metadata = await processPool.run(fetchMetadataBlocking, first.id);
  return { requestId, parsed: records.length, metadata };
}
