import { refuse } from "../checks/refuse.ts";

/** Refuses what is no time to sleep. `what` is the start of the message: "sleep". */
export function checkDuration(what: string, name: string, durationMs: unknown): void {
  check(what, name, durationMs, "a finite number from 0 up", Number.MAX_VALUE);
}

/** Refuses what is no time to wait at most; Infinity sets no limit. */
export function checkTimeout(what: string, name: string, timeoutMs: unknown): void {
  check(what, name, timeoutMs, "a number from 0 up", Infinity);
}

function check(what: string, name: string, ms: unknown, wanted: string, most: number): void {
  if (typeof ms === "number" && ms >= 0 && ms <= most) return;
  refuse(what, name, { value: ms, wanted });
}
