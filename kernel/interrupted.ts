/** Thrown in the place of what was stopped. */
export class Interrupted extends Error {
  override name = "Interrupted";

  constructor() {
    super("the cell was stopped");
  }
}
