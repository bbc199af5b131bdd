import { inspect } from "node:util";

/** Refuses what is no count. `what` is the start of the message: "create ResultCache". */
export function checkPositiveInteger(what: string, name: string, value: unknown): void {
  if (Number.isInteger(value) && (value as number) > 0) return;
  refuse(what, name, { value, wanted: "a positive integer" });
}

/** What an option was, and what it should have been. */
interface Refused {
  readonly value: unknown;
  readonly wanted: string;
}

/** TypeError for what is no number at all, RangeError for one out of its range. */
export function refuse(what: string, name: string, { value, wanted }: Refused): never {
  const Refusal = typeof value === "number" ? RangeError : TypeError;
  throw new Refusal(`Cannot ${what} as \`${name}\` must be ${wanted}: received ${inspect(value)}`);
}
