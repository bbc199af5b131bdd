// requirement 3: the parsing blocks the event loop
import type { Executor as Bridge } from "concurrency-lab";

async function handleRequest(
  requestId: number,
  threadPool: Bridge,
  _processPool: Bridge,
  lines = makeLines(requestId),
) {
  const records = parseCsvChunk(lines);
  const [first] = records;
  if (first === undefined) throw new RangeError("no record");
  const metadata = await threadPool.run(fetchMetadataBlocking, first.id);
  return { requestId, parsed: records.length, metadata };
}
