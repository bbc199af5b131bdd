import { type Cell, currentCell } from "./cell.ts";
import { offProcess, onProcess } from "./intrinsics.ts";

/** An error that nobody caught. */
export interface LateError {
  readonly thrown: unknown;
  /** The cell whose code it comes from; `undefined` if that is not known. */
  readonly origin: Cell | undefined;
}

interface Kept extends LateError {
  /** The promise that was rejected; `undefined` for a throw. */
  readonly promise?: unknown;
}

/**
 * Keeps what nobody caught, rejections and throws from timers and events, until someone takes it.
 * Without it such an error would be a line on stderr, and a wrong cell would pass.
 */
export class LateErrors {
  readonly #onError: (error: LateError) => void;
  #kept: Kept[] = [];

  /** @param onError  called at each error */
  constructor(onError: (error: LateError) => void) {
    this.#onError = onError;
    this.listen();
  }

  /** Listens, also if a cell has removed all listeners. */
  listen(): void {
    offProcess("unhandledRejection", this.#onRejection);
    offProcess("rejectionHandled", this.#onHandled);
    offProcess("uncaughtException", this.#onThrow);
    onProcess("unhandledRejection", this.#onRejection);
    onProcess("rejectionHandled", this.#onHandled);
    onProcess("uncaughtException", this.#onThrow);
  }

  /** The first of those kept since the last time. */
  take(): LateError | undefined {
    const first = this.#kept[0];
    this.#kept = [];
    return first;
  }

  readonly #onRejection = (thrown: unknown, promise: unknown) => this.#keep({ thrown, promise });
  readonly #onThrow = (thrown: unknown) => this.#keep({ thrown });

  /** Handled after all, before anybody was told. */
  readonly #onHandled = (promise: unknown) => {
    const others: Kept[] = [];
    for (let i = 0; i < this.#kept.length; i++) {
      const kept = this.#kept[i];
      if (kept && kept.promise !== promise) others[others.length] = kept;
    }
    this.#kept = others;
  };

  #keep(error: Omit<Kept, "origin">): void {
    const kept = { ...error, origin: currentCell.getStore() };
    this.#kept[this.#kept.length] = kept;
    this.#onError(kept);
  }
}
