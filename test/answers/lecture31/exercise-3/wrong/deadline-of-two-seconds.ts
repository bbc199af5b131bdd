// requirement 4: 2 s for a call
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
        2000,
      );
    } catch (error) {
      outcome = "service error";
      if (error instanceof CircuitOpenError) outcome = "circuit open";
      else if (error instanceof Error && error.name === "TimeoutError") outcome = "timeout";
    }
    const tookMs = performance.now() - begunMs;
    lines.push({ requestId, outcome, state: breaker.state, tookMs });
    await pause(pauseMs);
  }
  return lines;
}
