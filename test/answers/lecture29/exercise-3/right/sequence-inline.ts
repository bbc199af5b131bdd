// right: an InlineExecutor in the place of both pools, one item after the other
import { InlineExecutor as Inline } from "concurrency-lab";

async function sequentially() {
  const here = new Inline();
  const begunMs = performance.now();
  const results = [];
  for (const dataId of Array(12).keys()) results.push(await processDataItem(dataId, here, here));
  const elapsedMs = performance.now() - begunMs;
  await here.close();
  return { results, elapsedMs };
}
