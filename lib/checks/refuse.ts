import { inspect } from "node:util";

/** What an option was, and what it should have been. */
interface Refused {
  readonly value: unknown;
  readonly wanted: string;
}

/**
 * Throws a TypeError for what is no number at all, a RangeError for one out of its range. `what` is
 * the start of the message: "create ResultCache".
 */
export function refuse(what: string, name: string, { value, wanted }: Refused): never {
  const Refusal = typeof value === "number" ? RangeError : TypeError;
  throw new Refusal(`Cannot ${what} as \`${name}\` must be ${wanted}: received ${inspect(value)}`);
}
