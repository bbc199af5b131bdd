import { inspect } from "node:util";

/** @throws {RangeError} if one of the numbers is given, and not a positive integer */
export function checkWorkers(kind: string, numbers: Readonly<Record<string, unknown>>): void {
  for (const [key, value] of Object.entries(numbers)) {
    if (value === undefined || (Number.isInteger(value) && (value as number) > 0)) continue;
    throw new RangeError(
      `Cannot create ${kind} as \`${key}\` must be a positive integer: received ${inspect(value)}`,
    );
  }
}
