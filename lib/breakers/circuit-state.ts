/** Where a circuit is, with what belongs to that state alone. */
export type CircuitState =
  /** Calls go through. `failureCount` is how many in a row have failed. */
  | { readonly name: "closed"; readonly failureCount: number }
  /** Calls are refused until `retryAtMs`, on the circuit's clock. */
  | { readonly name: "open"; readonly failureCount: number; readonly retryAtMs: number }
  /**
   * One call at a time goes through, as a probe. `probeUntilMs` is when the one under way will have
   * ended at the latest, and `undefined` if there is none: the next call is the probe then.
   */
  | {
      readonly name: "half_open";
      readonly failureCount: number;
      readonly probeUntilMs: number | undefined;
    };

/** A change from one state to another. */
export interface CircuitChange {
  readonly from: CircuitState["name"];
  readonly to: CircuitState["name"];
  /** When, on the circuit's clock. */
  readonly atMs: number;
}

/** How a circuit breaker is built. */
export interface CircuitOptions {
  /**
   * Failures in a row that open the circuit.
   *
   * @default 3
   */
  readonly failureThreshold?: number;
  /**
   * How long it stays open, in milliseconds, before a call may probe; Infinity for ever.
   *
   * @default 2000
   */
  readonly resetTimeoutMs?: number;
  /**
   * How long a probe may take, in milliseconds, before it counts as failed; Infinity sets no limit.
   *
   * @default 500
   */
  readonly probeTimeoutMs?: number;
  /**
   * Whether what a call threw says that the service is in trouble; it is asked of time-outs too.
   * What does not, such as an input that the service refused, leaves the circuit as it was, and
   * after such a probe the next call probes. If it throws itself, the call counts as failed, and
   * what it threw is reported as an uncaught exception.
   *
   * @default everything does
   */
  readonly isFailure?: (thrown: unknown) => boolean;
  /**
   * Told of each change of state, before the call that brought it about is settled. What it throws
   * is reported as an uncaught exception, and changes nothing for that call.
   *
   * @default nobody is told
   */
  readonly onStateChange?: (change: CircuitChange) => void;
  /**
   * The clock, in milliseconds.
   *
   * @default performance.now
   */
  readonly now?: () => number;
}
