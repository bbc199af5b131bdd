import { type Cell, currentCell } from "./cell.ts";

/** An error that nobody caught. */
export interface LateError {
  readonly thrown: unknown;
  /** The cell whose code it comes from; `undefined` if that is not known. */
  readonly origin: Cell | undefined;
}

/**
 * Keeps what nobody caught, rejections and throws from timers and events, until someone takes it.
 * Without it such an error would be a line on stderr, and a wrong cell would pass.
 */
export class LateErrors {
  readonly #kept = new Map<unknown, LateError>();

  /** @param onError  called at each error */
  constructor(onError: (error: LateError) => void) {
    const keep = (key: unknown, thrown: unknown) => {
      const error = { thrown, origin: currentCell.getStore() };
      this.#kept.set(key, error);
      onError(error);
    };
    process.on("unhandledRejection", (reason, promise) => keep(promise, reason));
    // Handled after all, before anybody was told.
    process.on("rejectionHandled", (promise) => this.#kept.delete(promise));
    process.on("uncaughtException", (error) => keep(Symbol("throw"), error));
  }

  /** Those kept since the last time, the oldest first. */
  take(): LateError[] {
    const errors = [...this.#kept.values()];
    this.#kept.clear();
    return errors;
  }
}
