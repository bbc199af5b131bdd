/**
 * Says which field of a request is not what it must be.
 *
 * @example
 * ```ts
 * const error = new InvalidInputError("input[3]", "must be a finite number");
 * error.message; // "input[3] must be a finite number"
 * error.field; // "input[3]"
 * ```
 */
export class InvalidInputError extends RangeError {
  override name = "InvalidInputError";
  readonly field: string;

  constructor(field: string, reason: string) {
    super(`${field} ${reason}`);
    this.field = field;
  }
}
