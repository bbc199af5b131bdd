// requirement 4: whatever fails while the circuit is open afterwards is called circuit open
import { sleep as pause, withDeadline } from "concurrency-lab";

async function thirtyCalls(
  breaker: AsyncCircuitBreaker,
  service: Pick<FlakyAsyncService, "fetch">,
  pauseMs: number,
): Promise<Line[]> {
  const lines: Line[] = [];
  for (let requestId = 0; requestId < 30; requestId++) {
    const begunMs = performance.now();
    let outcome: Line["outcome"] = "success";
    try {
      await withDeadline(
        (signal) => breaker.call((id: number) => service.fetch(id, { signal }), requestId),
        1000,
      );
    } catch (error) {
      outcome = "service error";
      if (breaker.state === "open") outcome = "circuit open";
      else if (error instanceof Error && error.name === "TimeoutError") outcome = "timeout";
    }
    const tookMs = performance.now() - begunMs;
    lines.push({ requestId, outcome, state: breaker.state, tookMs });
    await pause(pauseMs);
  }
  return lines;
}
