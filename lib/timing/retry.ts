import { inspect } from "node:util";
import { notify } from "../checks/notify.ts";
import { refuse } from "../checks/refuse.ts";
import { checkDuration, checkTimeout } from "./check-duration.ts";
import { sleep } from "./sleep.ts";
import type { WaitOptions } from "./wait-options.ts";
import { withDeadline } from "./with-deadline.ts";

/** What an operation is told that may be tried again. */
export interface Attempt {
  /** Which attempt it is: the first is 1. */
  readonly attempt: number;
  /** Aborts when its result is wanted no more: at the deadline, or when the caller gives up. */
  readonly signal: AbortSignal;
}

/** An attempt that failed, and will be followed by another. */
export interface FailedAttempt {
  /** Which attempt it was: the first is 1. */
  readonly attempt: number;
  /** What it threw. */
  readonly error: unknown;
  /** How long it is until the next one, in milliseconds. */
  readonly delayMs: number;
}

/** How `retry` goes about it. */
export interface RetryOptions extends WaitOptions {
  /**
   * How often the operation is called at most, the first time included: a positive integer or
   * Infinity.
   *
   * @default 3
   */
  readonly attempts?: number;
  /**
   * How long the pause after the first failure is at most, in milliseconds.
   *
   * @default 100
   */
  readonly initialDelayMs?: number;
  /**
   * By how much that grows from one failure to the next: from 1 up.
   *
   * @default 2
   */
  readonly factor?: number;
  /**
   * Beyond which it does not grow, in milliseconds.
   *
   * @default 30_000
   */
  readonly maxDelayMs?: number;
  /**
   * Which share of that a pause lasts, from 0 to 1: drawn anew for each, which is full jitter.
   * `() => 1` is no jitter.
   *
   * @default Math.random
   */
  readonly random?: () => number;
  /**
   * How long all takes at most, attempts and pauses, in milliseconds.
   *
   * @default Infinity
   */
  readonly timeoutMs?: number;
  /**
   * Whether an attempt that threw `error` is worth another one. What it throws ends the retrying.
   *
   * @default () => true
   */
  readonly shouldRetry?: (error: unknown, attempt: number) => boolean;
  /**
   * Hears of each attempt that failed and will be followed by another, before the pause.
   */
  readonly onRetry?: (failed: FailedAttempt) => void;
}

/**
 * Calls an operation until it succeeds, with pauses that grow exponentially and are drawn at random
 * (reflection question 3, strategy 3): so that many who fail at the same time do not come back at
 * the same time ("Exponential Backoff and Jitter", Marc Brooker, AWS Architecture Blog, 2015).
 *
 * Before attempt n + 1 it pauses for `random() × min(maxDelayMs, initialDelayMs × factor ** (n − 1))`
 * milliseconds. If the deadline would pass before, it gives up then and there: nobody waits for an
 * attempt that is not made.
 *
 * Every error reaches somebody, once, and as it was thrown: the last one who calls, the earlier
 * ones `onRetry`.
 *
 * @throws what the last attempt threw, as a rejection
 * @throws {TimeoutError} if the deadline passes during an attempt, as a rejection, even if the
 *   attempt does not heed its signal; or in a pause, if its timer is late
 * @throws `signal.reason` once the caller's signal aborts, as a rejection
 * @throws {TypeError} if `operation` is not a function or an option not of its type, as a rejection
 * @throws {RangeError} if an option is out of its range, as a rejection
 *
 * @example
 * ```ts
 * const answers = [503, 503, 200];
 * const errors: string[] = [];
 * const fetchOnce = ({ attempt }: Attempt) => {
 *   const status = answers[attempt - 1];
 *   if (status !== 200) throw new Error(`HTTP ${status}`);
 *   return status;
 * };
 * await retry(fetchOnce, {
 *   initialDelayMs: 1,
 *   onRetry: ({ error }) => errors.push(String(error)),
 * }); // 200
 * errors; // ["Error: HTTP 503", "Error: HTTP 503"]
 * ```
 */
export async function retry<T>(
  operation: (attempt: Attempt) => T | PromiseLike<T>,
  options: RetryOptions = {},
): Promise<T> {
  if (typeof operation !== "function") {
    throw new TypeError(
      `Cannot retry as \`operation\` must be a function: received ${inspect(operation)}`,
    );
  }
  const plan = checkOptions(options);
  const endMs = performance.now() + plan.timeoutMs;
  const run = (signal: AbortSignal) => attemptAll(operation, plan, { signal, endMs });
  return withDeadline(run, plan.timeoutMs, { signal: options.signal });
}

type Plan = Required<Omit<RetryOptions, "signal">>;

async function attemptAll<T>(
  operation: (attempt: Attempt) => T | PromiseLike<T>,
  plan: Plan,
  { signal, endMs }: { readonly signal: AbortSignal; readonly endMs: number },
): Promise<T> {
  let longestMs = Math.min(plan.initialDelayMs, plan.maxDelayMs);
  for (let attempt = 1; ; attempt++) {
    try {
      return await operation({ attempt, signal });
    } catch (error) {
      // Nobody listens any more: `withDeadline` has given the reason.
      if (signal.aborted || attempt >= plan.attempts || !plan.shouldRetry(error, attempt)) {
        throw error;
      }
      const delayMs = plan.random() * longestMs;
      if (performance.now() + delayMs >= endMs) throw error;
      notify(plan.onRetry, { attempt, error, delayMs });
      await sleep(delayMs, { signal });
    }
    longestMs = Math.min(longestMs * plan.factor, plan.maxDelayMs);
  }
}

function checkOptions(options: RetryOptions): Plan {
  const { attempts = 3, initialDelayMs = 100, factor = 2, maxDelayMs = 30_000 } = options;
  const { random = Math.random, timeoutMs = Infinity } = options;
  const { shouldRetry = () => true, onRetry = () => {} } = options;
  const isCount = (Number.isInteger(attempts) && attempts > 0) || attempts === Infinity;
  check("attempts", attempts, { isRight: isCount, wanted: "a positive integer or Infinity" });
  const isFactor = factor >= 1 && factor < Infinity;
  check("factor", factor, { isRight: isFactor, wanted: "a finite number from 1 up" });
  checkDuration("retry", "initialDelayMs", initialDelayMs);
  checkDuration("retry", "maxDelayMs", maxDelayMs);
  checkTimeout("retry", "timeoutMs", timeoutMs);
  const functions = { random, shouldRetry, onRetry };
  for (const [name, value] of Object.entries(functions)) {
    if (typeof value === "function") continue;
    const received = inspect(value);
    throw new TypeError(`Cannot retry as \`${name}\` must be a function: received ${received}`);
  }
  return { attempts, initialDelayMs, factor, maxDelayMs, timeoutMs, ...functions };
}

function check(
  name: string,
  value: unknown,
  { isRight, wanted }: { readonly isRight: boolean; readonly wanted: string },
): void {
  if (typeof value !== "number" || !isRight) refuse("retry", name, { value, wanted });
}
