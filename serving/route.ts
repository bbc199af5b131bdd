import { refuse } from "concurrency-lab/internal";

/** Which versions answer those who do not ask for one, and with which share each: they sum to 1. */
export type Route = ReadonlyMap<string, number>;

/**
 * Makes a route of weights, such as `{ "1.0.0": 9, "2.0.0": 1 }` for a tenth.
 *
 * @throws {TypeError | RangeError} if a weight is not a finite number from 0 up, or none is above 0
 */
export function routeOf(weights: Readonly<Record<string, number>>): Route {
  const what = "split";
  let total = 0;
  for (const [version, weight] of Object.entries(weights)) {
    if (!(typeof weight === "number" && weight >= 0 && weight < Infinity)) {
      const wanted = "a finite number from 0 up";
      refuse(what, `weights["${version}"]`, { value: weight, wanted });
    }
    total += weight;
  }
  if (total === 0) refuse(what, "weights", { value: total, wanted: "above 0 in sum" });
  const shares = Object.entries(weights).map(([version, weight]) => [version, weight / total]);
  return new Map((shares as [string, number][]).filter(([, share]) => share > 0));
}

/**
 * One of the versions, each as often as its share says.
 *
 * @param at  from 0 up to, but not, 1
 */
export function pick(shares: readonly (readonly [string, number])[], at: number): string {
  const total = shares.reduce((sum, [, share]) => sum + share, 0);
  let left = at * total;
  for (const [version, share] of shares) {
    left -= share;
    if (left < 0) return version;
  }
  // Rounding may leave a little.
  return shares.at(-1)?.[0] ?? "";
}
