// requirement 4: both tiers run on the event loop
import { InlineExecutor as Inline } from "concurrency-lab";

async function main() {
  const here = new Inline();
  const ids = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];
  const begunMs = performance.now();
  const results = await Promise.all(ids.map((id) => handleRequest(id, here, here)));
  const elapsedMs = performance.now() - begunMs;
  await here.close();
  return { results, elapsedMs };
}
