// right: by then, labelled calls, a value more
import type { Executor as Bridge } from "concurrency-lab";

function handleRequest(
  requestId: number,
  threadPool: Bridge,
  processPool: Bridge,
  lines = makeLines(requestId),
) {
  return processPool.run({ label: `parse ${requestId}` }, parseCsvChunk, lines).then((records) => {
    const [first] = records;
    if (first === undefined) return Promise.reject(new Error(`request ${requestId} is empty`));
    return threadPool
      .run({ label: `metadata ${requestId}` }, fetchMetadataBlocking, first.id)
      .then((metadata) => ({ metadata, parsed: records.length, requestId }));
  });
}
