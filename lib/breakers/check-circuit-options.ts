import { inspect } from "node:util";
import type { CircuitOptions } from "./circuit-state.ts";

/**
 * Fills in what `options` leave out, and refuses what is no circuit. `owner` is the breaker's class
 * in messages.
 */
export function checkCircuitOptions(
  owner: string,
  options: CircuitOptions,
): Required<CircuitOptions> {
  const {
    failureThreshold = 3,
    resetTimeoutMs = 2_000,
    probeTimeoutMs = 500,
    isFailure = () => true,
    onStateChange = () => {},
    now = () => performance.now(),
  } = options;

  const check = (name: string, value: unknown, type: string, isRight: boolean, wanted: string) => {
    if (typeof value === type && isRight) return;
    const Refusal = typeof value === type ? RangeError : TypeError;
    throw new Refusal(
      `Cannot create ${owner} as \`${name}\` must be ${wanted}: received ${inspect(value)}`,
    );
  };
  const isCount = Number.isInteger(failureThreshold) && failureThreshold > 0;
  check("failureThreshold", failureThreshold, "number", isCount, "a positive integer");
  check("resetTimeoutMs", resetTimeoutMs, "number", resetTimeoutMs >= 0, "a number from 0 up");
  check("probeTimeoutMs", probeTimeoutMs, "number", probeTimeoutMs > 0, "a positive number");
  check("isFailure", isFailure, "function", true, "a function");
  check("onStateChange", onStateChange, "function", true, "a function");
  check("now", now, "function", true, "a function");
  return { failureThreshold, resetTimeoutMs, probeTimeoutMs, isFailure, onStateChange, now };
}
