import { refuse } from "./refuse.ts";

/** Refuses what is no count. `what` is the start of the message: "create ResultCache". */
export function checkPositiveInteger(what: string, name: string, value: unknown): void {
  if (Number.isInteger(value) && (value as number) > 0) return;
  refuse(what, name, { value, wanted: "a positive integer" });
}
