// requirement 3: a call of the process pool for each line
import type { Executor as Bridge } from "concurrency-lab";

async function handleRequest(
  requestId: number,
  threadPool: Bridge,
  processPool: Bridge,
  lines = makeLines(requestId),
) {
  const parts = await Promise.all(lines.map((line) => processPool.run(parseCsvChunk, [line])));
  const records = parts.flat();
  const [first] = records;
  if (first === undefined) throw new RangeError("no record");
  const metadata = await threadPool.run(fetchMetadataBlocking, first.id);
  return { requestId, parsed: records.length, metadata };
}
