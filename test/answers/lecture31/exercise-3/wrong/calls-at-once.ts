// requirement 4: thirty calls at the same time
import { withDeadline as within } from "concurrency-lab";

async function thirtyCalls(
  breaker: AsyncCircuitBreaker,
  service: Pick<FlakyAsyncService, "fetch">,
  _pauseMs: number,
): Promise<Line[]> {
  const one = async (requestId: number): Promise<Line> => {
    const begunMs = performance.now();
    let outcome: Line["outcome"] = "success";
    try {
      await within(
        (signal) => breaker.call((id: number) => service.fetch(id, { signal }), requestId),
        1000,
      );
    } catch (error) {
      outcome = "service error";
      if (error instanceof CircuitOpenError) outcome = "circuit open";
      else if (error instanceof Error && error.name === "TimeoutError") outcome = "timeout";
    }
    return { requestId, outcome, state: breaker.state, tookMs: performance.now() - begunMs };
  };
  return await Promise.all(Array.from({ length: 30 }, (_, requestId) => one(requestId)));
}
