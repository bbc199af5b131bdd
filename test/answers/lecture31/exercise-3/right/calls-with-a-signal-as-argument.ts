// right: the signal as an argument of call; lines from a function; the pause before each call but the first
import { sleep as pause, withDeadline } from "concurrency-lab";

async function thirtyCalls(
  breaker: AsyncCircuitBreaker,
  service: Pick<FlakyAsyncService, "fetch">,
  pauseMs: number,
): Promise<Line[]> {
  const fetch = (id: number, options: { signal: AbortSignal }) => service.fetch(id, options);
  const told = (error: unknown): Line["outcome"] => {
    if (error instanceof CircuitOpenError) return "circuit open";
    return (error as Error).name === "TimeoutError" ? "timeout" : "service error";
  };
  const lines: Line[] = [];
  while (lines.length < 30) {
    const requestId = lines.length;
    if (requestId > 0) await pause(pauseMs);
    const begunMs = performance.now();
    const outcome = await withDeadline(
      (signal) => breaker.call(fetch, requestId, { signal }),
      1000,
    ).then(() => "success" as const, told);
    lines.push({ tookMs: performance.now() - begunMs, requestId, outcome, state: breaker.state });
    console.log(`${requestId}: ${outcome}, ${breaker.state}`);
  }
  return lines;
}
