/** What may become of a call that was let through. */
export type End = "succeeded" | "failed" | "excused" | "timed out" | "gave up";

interface Call {
  outcome: string;
  /** Whether the circuit has kept its state since it let the call through. */
  counts: boolean;
  readonly startedMs: number;
}

/**
 * What a circuit breaker is to do, written for clarity alone after lecture 31, exercise 3,
 * requirement 2. A call is known by its number; time passes only when it is told so.
 */
export class CircuitModel {
  readonly calls: Call[] = [];
  readonly changes: string[] = [];
  state: "closed" | "open" | "half_open" = "closed";
  failureCount = 0;
  lastFailureTime: number | undefined;
  successCountInHalfOpen = 0;
  nowMs = 0;
  readonly #failureThreshold: number;
  readonly #resetTimeoutMs: number;
  readonly #probeTimeoutMs: number;

  constructor(failureThreshold: number, resetTimeoutMs: number, probeTimeoutMs: number) {
    this.#failureThreshold = failureThreshold;
    this.#resetTimeoutMs = resetTimeoutMs;
    this.#probeTimeoutMs = probeTimeoutMs;
  }

  get outcomes(): string[] {
    return this.calls.map(({ outcome }) => outcome);
  }

  get probe(): Call | undefined {
    if (this.state !== "half_open") return undefined;
    return this.calls.find(({ outcome, counts }) => outcome === "waits" && counts);
  }

  /** Until when calls are refused. */
  get #refusedUntil(): number {
    if (this.state === "open") return this.#retryAt;
    return this.probe ? this.probe.startedMs + this.#probeTimeoutMs : this.nowMs;
  }

  get stateInFull(): object {
    const { state: name, failureCount, probe } = this;
    if (name === "open") return { name, failureCount, retryAtMs: this.#retryAt };
    if (name === "closed") return { name, failureCount };
    const probeUntilMs = probe && probe.startedMs + this.#probeTimeoutMs;
    return { name, failureCount, probeUntilMs };
  }

  get #retryAt(): number {
    return (this.lastFailureTime ?? 0) + this.#resetTimeoutMs;
  }

  call(): void {
    let outcome = "waits";
    const untilMs = this.#refusedUntil;
    if (untilMs > this.nowMs) outcome = `refused for ${untilMs - this.nowMs}`;
    else if (this.state === "open") {
      this.#change("half_open");
      this.successCountInHalfOpen = 0;
    }
    this.calls.push({ outcome, counts: outcome === "waits", startedMs: this.nowMs });
  }

  end(call: Call | undefined, end: End): void {
    if (call?.outcome !== "waits") return;
    call.outcome = end;
    if (!call.counts || end === "gave up" || end === "excused") return;
    if (end === "succeeded") {
      this.failureCount = 0;
      if (this.state !== "half_open") return;
      this.successCountInHalfOpen++;
      this.#change("closed");
    } else {
      this.failureCount++;
      this.lastFailureTime = this.nowMs;
      if (this.state === "half_open" || this.failureCount >= this.#failureThreshold) {
        this.#change("open");
      }
    }
  }

  pass(ms: number): void {
    const endMs = this.nowMs + ms;
    const { probe } = this;
    const probeUntilMs = probe ? probe.startedMs + this.#probeTimeoutMs : Infinity;
    if (probeUntilMs <= endMs) {
      this.nowMs = probeUntilMs;
      this.end(probe, "timed out");
    }
    this.nowMs = endMs;
  }

  #change(to: typeof this.state): void {
    this.changes.push(`${this.state} > ${to} at ${this.nowMs}`);
    this.state = to;
    for (const call of this.calls) call.counts = false;
  }
}
