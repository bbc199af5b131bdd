// requirement 3: the process pool is not used
import type { Executor as Bridge } from "concurrency-lab";

async function handleRequest(
  requestId: number,
  threadPool: Bridge,
  _processPool: Bridge,
  lines = makeLines(requestId),
) {
  const records = await threadPool.run(parseCsvChunk, lines);
  const [first] = records;
  if (first === undefined) throw new RangeError("no record");
  const metadata = await threadPool.run(fetchMetadataBlocking, first.id);
  return { requestId, parsed: records.length, metadata };
}
