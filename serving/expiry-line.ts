import { LinkedList, type LinkedNode, startWait } from "concurrency-lab/internal";

interface Dated<T> {
  readonly item: T;
  readonly expiresMs: number;
}

/** A place in an `ExpiryLine`. */
export type ExpiryNode<T> = LinkedNode<Dated<T>>;

/** How an `ExpiryLine` is built. */
export interface ExpiryOptions<T> {
  /** How long an item may stay, in milliseconds. */
  readonly timeoutMs: number;
  readonly now: () => number;
  /** Told of each item that has stayed so long; it is gone by then. */
  readonly onExpire: (item: T) => void;
}

/**
 * Tells what has been here for too long. As all may stay equally long, who came first goes first:
 * one timer does for all, where ten thousand requests would need ten thousand.
 */
export class ExpiryLine<T> {
  readonly #items = new LinkedList<Dated<T>>();
  readonly #options: ExpiryOptions<T>;
  #stopTimer: (() => void) | undefined;

  constructor(options: ExpiryOptions<T>) {
    this.#options = options;
  }

  /** What is here. */
  get length(): number {
    return this.#items.length;
  }

  add(item: T): ExpiryNode<T> {
    const { timeoutMs, now } = this.#options;
    const node = this.#items.push({ item, expiresMs: now() + timeoutMs });
    if (!this.#stopTimer) this.#startTimer(timeoutMs);
    return node;
  }

  /** Takes out an item that is here. */
  remove(node: ExpiryNode<T>): void {
    this.#items.remove(node);
    if (this.length === 0) this.#endTimer();
  }

  /** Tells of all whose time is up, also where the timer is late as the thread is busy. */
  expire(): void {
    const now = this.#options.now();
    for (let { first } = this.#items; first; first = this.#items.first) {
      if (first.value.expiresMs > now) break;
      this.remove(first);
      this.#options.onExpire(first.value.item);
    }
  }

  /** It is for the first: those who come later expire later, and one who left early is no harm. */
  #startTimer(remainingMs: number): void {
    if (remainingMs === Infinity) return;
    const onTime = () => {
      this.#stopTimer = undefined;
      this.expire();
      const { first } = this.#items;
      if (first && !this.#stopTimer) this.#startTimer(first.value.expiresMs - this.#options.now());
    };
    // Whole milliseconds, as setTimeout drops the rest of one.
    const durationMs = Math.max(0, Math.ceil(remainingMs));
    this.#stopTimer = startWait(durationMs, undefined, { onTime, onAbort: () => {} });
  }

  #endTimer(): void {
    this.#stopTimer?.();
    this.#stopTimer = undefined;
  }
}
