import type { Operation, WaitOptions } from "concurrency-lab";
import { checkPositiveInteger, checkTimeout, onAbort, refuse } from "concurrency-lab/internal";
import { LRUCache } from "lru-cache";

/** How a `ResultCache` is built. */
export interface ResultCacheOptions {
  /**
   * Results that it keeps: those used last.
   *
   * @default 1000
   */
  readonly maxEntries?: number;
  /**
   * How long a result is good, in milliseconds: above 0.
   *
   * @default Infinity
   */
  readonly ttlMs?: number;
  /**
   * The clock, in milliseconds.
   *
   * @default performance.now
   */
  readonly now?: () => number;
}

/** What the cache has spared. */
export interface ResultCacheCounts {
  /** Results that it holds. */
  readonly size: number;
  /** Asked for, and there. */
  readonly hits: number;
  /** Asked for, and being computed already. */
  readonly joined: number;
  /** Computed. */
  readonly misses: number;
}

/** A computation, and those who wait for it. */
interface Flight<V> {
  readonly result: Promise<V>;
  readonly controller: AbortController;
  waiting: number;
}

/**
 * Remembers results, the least recently used ones leave first (lru-cache), and computes what is
 * asked for twice at once only once: single-flight, or the cache would not help in the very moment
 * at which everybody wants the same.
 *
 * What fails is not remembered: the next one tries again. A computation is given up when all who
 * wait for it have given up.
 *
 * @throws {TypeError | RangeError} if an option is not what it must be
 *
 * @example
 * ```ts
 * const cache = new ResultCache<number>({ maxEntries: 100 });
 * const slowly = async () => {
 *   await sleep(10);
 *   return 42;
 * };
 * const ask = () => cache.getOrCompute("the answer", slowly);
 * await Promise.all([ask(), ask()]); // [42, 42]
 * await ask(); // 42
 * cache.counts; // { size: 1, hits: 1, joined: 1, misses: 1 }
 * ```
 */
export class ResultCache<V> {
  // In an envelope, as lru-cache takes `undefined` for nothing.
  readonly #results: LRUCache<string, { readonly value: V }>;
  readonly #flights = new Map<string, Flight<V>>();
  #hits = 0;
  #joined = 0;
  #misses = 0;

  constructor(options: ResultCacheOptions = {}) {
    const { maxEntries = 1000, ttlMs = Infinity, now = () => performance.now() } = options;
    const what = "create ResultCache";
    checkPositiveInteger(what, "maxEntries", maxEntries);
    checkTimeout(what, "ttlMs", ttlMs);
    if (ttlMs === 0) refuse(what, "ttlMs", { value: ttlMs, wanted: "a number above 0" });
    const expiry = {
      ttl: Math.ceil(ttlMs),
      // Else it keeps the time by a timer.
      ttlResolution: 0,
      // It takes the time 0 for none.
      perf: { now: () => now() + 1 },
    };
    this.#results = new LRUCache({ max: maxEntries, ...(ttlMs < Infinity && expiry) });
  }

  get counts(): ResultCacheCounts {
    return {
      size: this.#results.size,
      hits: this.#hits,
      joined: this.#joined,
      misses: this.#misses,
    };
  }

  /** What is remembered, in an envelope. */
  get(key: string): { readonly value: V } | undefined {
    const found = this.#results.get(key);
    if (found) this.#hits++;
    return found;
  }

  /**
   * Gives what is remembered, or is being computed, for the key, or else computes it.
   *
   * @throws what `compute` throws, to all who wait for it, as a rejection
   * @throws `signal.reason` if the signal aborts first, as a rejection
   */
  getOrCompute(key: string, compute: Operation<V>, { signal }: WaitOptions = {}): Promise<V> {
    if (signal?.aborted) return Promise.reject(signal.reason);
    const found = this.get(key);
    if (found) return Promise.resolve(found.value);
    const flight = this.#flights.get(key);
    if (flight) {
      this.#joined++;
      return this.#wait(flight, signal);
    }
    this.#misses++;
    return this.#wait(this.#depart(key, compute), signal);
  }

  #depart(key: string, compute: Operation<V>): Flight<V> {
    const controller = new AbortController();
    const result = Promise.try(compute, controller.signal);
    const flight = { result, controller, waiting: 0 };
    const land = () => {
      if (this.#flights.get(key) === flight) this.#flights.delete(key);
    };
    this.#flights.set(key, flight);
    result.then((value) => {
      land();
      this.#results.set(key, { value });
    }, land);
    // Who comes after all have left is not to join what is being given up.
    controller.signal.addEventListener("abort", land, { once: true });
    return flight;
  }

  #wait(flight: Flight<V>, signal: AbortSignal | undefined): Promise<V> {
    flight.waiting++;
    if (!signal) return flight.result;
    return new Promise((resolve, reject) => {
      const stop = onAbort(signal, (reason) => {
        stop();
        reject(reason);
        flight.waiting--;
        if (flight.waiting === 0) flight.controller.abort(reason);
      });
      flight.result.then(resolve, reject);
      flight.result.then(stop, stop);
    });
  }
}
