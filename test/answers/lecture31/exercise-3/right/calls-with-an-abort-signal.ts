// right: AbortSignal.timeout and a race
import { setTimeout as wait } from "node:timers/promises";

async function thirtyCalls(
  breaker: AsyncCircuitBreaker,
  service: Pick<FlakyAsyncService, "fetch">,
  pauseMs: number,
): Promise<Line[]> {
  const lines: Line[] = [];
  for (const requestId of Array(30).keys()) {
    const begunMs = performance.now();
    const line = (outcome: Line["outcome"]) => {
      const tookMs = performance.now() - begunMs;
      lines.push({ requestId, outcome, state: breaker.state, tookMs });
    };
    const controller = new AbortController();
    const { signal } = controller;
    const timer = setTimeout(() => controller.abort(new DOMException("", "TimeoutError")), 1000);
    const late = new Promise<never>((_, reject) => {
      signal.addEventListener("abort", () => setImmediate(() => reject(signal.reason)));
    });
    try {
      await Promise.race([breaker.call(() => service.fetch(requestId, { signal })), late]);
      line("success");
    } catch (error) {
      const isLate = error instanceof Error && error.name === "TimeoutError";
      if (error instanceof CircuitOpenError) line("circuit open");
      else line(isLate || signal.aborted ? "timeout" : "service error");
    } finally {
      clearTimeout(timer);
    }
    await wait(pauseMs);
  }
  return lines;
}
