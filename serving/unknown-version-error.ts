/**
 * Says that a version was asked for that is not loaded.
 *
 * @example
 * ```ts
 * const error = new UnknownVersionError("9.0.0", ["1.0.0", "2.0.0"]);
 * error.message; // "There is no model version 9.0.0: choose one of 1.0.0, 2.0.0"
 * ```
 */
export class UnknownVersionError extends Error {
  override name = "UnknownVersionError";
  readonly version: string;

  constructor(version: string, known: readonly string[]) {
    const choice = known.length > 0 ? `choose one of ${known.join(", ")}` : "load one first";
    super(`There is no model version ${version}: ${choice}`);
    this.version = version;
  }
}
