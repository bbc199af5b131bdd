// requirement 3: it parses lines of its own, whatever it was given
import type { Executor as Bridge } from "concurrency-lab";

async function handleRequest(
  requestId: number,
  threadPool: Bridge,
  processPool: Bridge,
  _lines = makeLines(requestId),
) {
  const records = await processPool.run(parseCsvChunk, makeLines(requestId));
  const [first] = records;
  if (first === undefined) throw new RangeError("no record");
  const metadata = await threadPool.run(fetchMetadataBlocking, first.id);
  return { requestId, parsed: records.length, metadata };
}
