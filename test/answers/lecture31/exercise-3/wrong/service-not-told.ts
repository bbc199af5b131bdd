// requirement 4: the late call is not cancelled: it hangs on, and fails 3 s after it was made
import { sleep as pause, withDeadline as within } from "concurrency-lab";

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
      await within(() => breaker.call((id: number) => service.fetch(id), requestId), 1000);
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
