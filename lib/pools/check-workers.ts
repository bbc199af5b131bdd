import { inspect } from "node:util";

/** What a pool of workers is told of them. */
export interface WorkerLimits {
  readonly maxWorkers: number;
  readonly maxOldSpaceMb: number | undefined;
}

/** With less, no worker starts; and of a thread with next to nothing, the whole process dies. */
const leastOldSpaceMb = 16;

/** @throws {RangeError} if a limit is not what it must be */
export function checkWorkers(kind: string, { maxWorkers, maxOldSpaceMb }: WorkerLimits): void {
  const refuse = (what: string, wanted: string, value: unknown) => {
    throw new RangeError(
      `Cannot create ${kind} as \`${what}\` must be ${wanted}: received ${inspect(value)}`,
    );
  };
  if (!Number.isInteger(maxWorkers) || maxWorkers < 1) {
    refuse("maxWorkers", "a positive integer", maxWorkers);
  }
  if (maxOldSpaceMb === undefined) return;
  if (!Number.isInteger(maxOldSpaceMb) || maxOldSpaceMb < leastOldSpaceMb) {
    refuse("maxOldSpaceMb", `an integer from ${leastOldSpaceMb} up`, maxOldSpaceMb);
  }
}
