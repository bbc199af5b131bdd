import { onAbort } from "../timing/on-abort.ts";
import { LinkedList } from "./linked-list.ts";

interface Waiter<Brought, Given> {
  readonly brought: Brought;
  readonly since: number;
  readonly resolve: (given: Given) => void;
  readonly reject: (reason: unknown) => void;
  stopListening: (() => void) | undefined;
}

/**
 * Those who wait at one side of a queue, first come, first served. Each has brought something, an
 * item to put, say, and is given something when it is served.
 */
export class WaitingLine<Brought, Given> {
  readonly #waiters = new LinkedList<Waiter<Brought, Given>>();
  readonly #now: () => number;
  #waits = 0;
  #blockedMs = 0;

  /** @param now a clock in milliseconds */
  constructor(now: () => number) {
    this.#now = now;
  }

  get length(): number {
    return this.#waiters.length;
  }

  /** How many have ever stood in line. */
  get waits(): number {
    return this.#waits;
  }

  /** How long they have stood there, all together, in milliseconds; counted when a wait ends. */
  get blockedMs(): number {
    return this.#blockedMs;
  }

  /** Goes to the end of the line, and leaves it when `signal`, not aborted so far, aborts. */
  join(brought: Brought, signal: AbortSignal | undefined): Promise<Given> {
    return new Promise((resolve, reject) => {
      const waiter: Waiter<Brought, Given> = {
        brought,
        since: this.#now(),
        resolve,
        reject,
        stopListening: undefined,
      };
      const node = this.#waiters.push(waiter);
      this.#waits++;
      if (!signal) return;
      waiter.stopListening = onAbort(signal, (reason) => {
        this.#waiters.remove(node);
        this.#dismiss(waiter);
        reject(reason);
      });
    });
  }

  /** Serves the first in line, and returns, in an envelope, what it has brought. */
  serve(given: Given): { readonly brought: Brought } | undefined {
    const waiter = this.#waiters.shift()?.value;
    if (waiter) {
      this.#dismiss(waiter);
      waiter.resolve(given);
    }
    return waiter;
  }

  /** Serves all in line, each with the same. */
  serveAll(given: Given): void {
    while (this.length > 0) this.serve(given);
  }

  /** Sends all away, each with an error of its own. */
  disperse(createReason: () => unknown): void {
    for (let node = this.#waiters.shift(); node; node = this.#waiters.shift()) {
      this.#dismiss(node.value);
      node.value.reject(createReason());
    }
  }

  #dismiss({ since, stopListening }: Waiter<Brought, Given>): void {
    this.#blockedMs += this.#now() - since;
    stopListening?.();
  }
}
