// requirement 3: the last record's id is asked for
import type { Executor as Bridge } from "concurrency-lab";

async function handleRequest(
  requestId: number,
  threadPool: Bridge,
  processPool: Bridge,
  lines = makeLines(requestId),
) {
  const records = await processPool.run(parseCsvChunk, lines);
  const first = records.at(-1);
  if (first === undefined) throw new RangeError("no record");
  const metadata = await threadPool.run(fetchMetadataBlocking, first.id);
  return { requestId, parsed: records.length, metadata };
}
