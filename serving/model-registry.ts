import { inspect } from "node:util";
import {
  type CircuitOptions,
  type CircuitState,
  type Executor,
  type WaitOptions,
  withDeadline,
} from "concurrency-lab";
import type { AggregatorOptions } from "./aggregator-options.ts";
import type { Model } from "./model.ts";
import { pick, type Route, routeOf } from "./route.ts";
import { ServedModel } from "./served-model.ts";
import { UnknownVersionError } from "./unknown-version-error.ts";

/** How a `ModelRegistry` is built. */
export interface ModelRegistryOptions {
  /** Where models are loaded and run. Who made it closes it, after the registry. */
  readonly executor: Executor;
  /**
   * Draws a number from 0 up to, but not, 1: who gets which version.
   *
   * @default Math.random
   */
  readonly random?: () => number;
  /** For the circuit breaker that each version has. */
  readonly breaker?: CircuitOptions;
  /**
   * For the batches of each version.
   *
   * @default AggregatorOptions', but as many batches at a time as the executor has workers, and a
   * `timeoutMs` of 5000
   */
  readonly batching?: AggregatorOptions;
}

/** What there is to know of a version. */
export interface VersionReport {
  readonly version: string;
  /** Of those who do not ask for a version. */
  readonly share: number;
  readonly circuit: CircuitState["name"];
  readonly inputLength: number;
  readonly classes: number;
}

/**
 * Keeps the versions of a model, and says who is answered by which (reflection question 7, part 4).
 *
 * The first version that is loaded gets all requests that ask for none, until `setDefault` or
 * `split` say otherwise; `rollback` takes the last such change back. Where several versions share,
 * one whose circuit is open gets none until it is due for a probe. A version is unloaded once it
 * has answered all it was given, and only if no new requests go to it. (Its weights leave a worker
 * when eight other models have been used there.)
 *
 * @example
 * ```ts
 * const executor = new InlineExecutor();
 * const registry = new ModelRegistry({ executor });
 * await registry.load("1.0.0", new SyntheticModel({ batchMs: 1 }));
 * await registry.load("2.0.0", new SyntheticModel({ batchMs: 1 }));
 * registry.choose().version; // "1.0.0"
 * registry.split({ "1.0.0": 9, "2.0.0": 1 });
 * registry.list().map(({ version, share }) => [version, share]); // [["1.0.0", 0.9], ["2.0.0", 0.1]]
 * registry.rollback();
 * await registry.unload("2.0.0");
 * await registry.close();
 * await executor.close();
 * ```
 */
export class ModelRegistry {
  readonly #options: Required<ModelRegistryOptions>;
  readonly #models = new Map<string, ServedModel>();
  readonly #loading = new Set<string>();
  /** The route, and those before it. */
  readonly #routes: Route[] = [];
  #isClosed = false;

  constructor(options: ModelRegistryOptions) {
    const { executor, random = Math.random, breaker = {}, batching = {} } = options;
    const maxConcurrentBatches = executor.counts.workers;
    this.#options = {
      executor,
      random,
      breaker,
      batching: { maxConcurrentBatches, timeoutMs: 5000, ...batching },
    };
  }

  /** The versions that are loaded, in the order in which they were. */
  list(): VersionReport[] {
    return [...this.#models.values()].map(({ version, shape, circuit }) => ({
      version,
      share: this.#route.get(version) ?? 0,
      circuit,
      inputLength: shape.inputLength,
      classes: shape.classes,
    }));
  }

  /** @throws {UnknownVersionError} if it is not loaded */
  get(version: string): ServedModel {
    const model = this.#models.get(version);
    if (!model) throw new UnknownVersionError(version, [...this.#models.keys()]);
    return model;
  }

  /**
   * The version for one who asks for none.
   *
   * @throws {UnknownVersionError} if none is loaded
   */
  choose(): ServedModel {
    const shares = [...this.#route];
    const [first = ["default"], second] = shares;
    if (!second) return this.get(first[0]);
    const isWell = ([version]: readonly [string, number]) => this.get(version).retryAfterMs === 0;
    const well = shares.filter(isWell);
    return this.get(pick(well.length > 0 ? well : shares, this.#options.random()));
  }

  /**
   * Loads a model in the executor, so that the event loop goes on meanwhile.
   *
   * @throws {TypeError} if `version` is not a word, as a rejection
   * @throws {Error} if there is one of that name, as a rejection
   * @throws what the loading of the model fails with, as a rejection
   * @throws `signal.reason` if the signal aborts first, as a rejection: it is not loaded then
   */
  async load(version: string, model: Model, { signal }: WaitOptions = {}): Promise<void> {
    if (typeof version !== "string" || !/^[\w.+-]{1,64}$/.test(version)) {
      throw new TypeError(
        `Cannot load model as \`version\` must be up to 64 letters, digits, "_", ".", "+", "-": received ${inspect(version)}`,
      );
    }
    if (this.#isClosed) throw new Error(`Cannot load ${version} as this ModelRegistry is closed`);
    if (this.#models.has(version) || this.#loading.has(version)) {
      throw new Error(`Cannot load ${version} as there is one of that version: unload it first`);
    }
    const { executor, breaker, batching } = this.#options;
    this.#loading.add(version);
    try {
      const shape = await withDeadline(() => model.load(executor), Infinity, { signal });
      const options = { version, shape, executor, breaker, batching };
      this.#models.set(version, new ServedModel(model, options));
      if (this.#routes.length === 0) this.#routes.push(routeOf({ [version]: 1 }));
    } finally {
      this.#loading.delete(version);
    }
  }

  /** @throws {UnknownVersionError} if it is not loaded */
  setDefault(version: string): void {
    this.split({ [version]: 1 });
  }

  /**
   * Shares requests that ask for no version out, in proportion to the weights: an A/B test.
   *
   * @throws {UnknownVersionError} if one is not loaded
   * @throws {TypeError | RangeError} if a weight is not a finite number from 0 up, or all are 0
   */
  split(weights: Readonly<Record<string, number>>): void {
    for (const version of Object.keys(weights)) this.get(version);
    this.#routes.push(routeOf(weights));
  }

  /**
   * Takes the last `setDefault` or `split` back.
   *
   * @throws {Error} if there is none
   * @throws {UnknownVersionError} if a version of before is not loaded any more
   */
  rollback(): void {
    const before = this.#routes.at(-2);
    if (!before) throw new Error("Cannot roll back as the route has not been changed");
    for (const version of before.keys()) this.get(version);
    this.#routes.pop();
  }

  /**
   * Lets a version go: nobody gets it any more, and the promise resolves once all who have got it
   * are answered.
   *
   * @throws {UnknownVersionError} if it is not loaded, as a rejection
   * @throws {Error} if it has a share of the requests, as a rejection
   * @throws `signal.reason` if the signal aborts first, as a rejection: it is let go all the same
   */
  async unload(version: string, { signal }: WaitOptions = {}): Promise<void> {
    const model = this.get(version);
    if (this.#route.has(version)) {
      throw new Error(`Cannot unload ${version} as requests go to it: setDefault to another first`);
    }
    this.#models.delete(version);
    await withDeadline(() => model.aggregator.close(), Infinity, { signal });
  }

  /** Lets all versions answer what they have got, and accepts no more. Idempotent. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await Promise.all([...this.#models.values()].map(({ aggregator }) => aggregator.close()));
  }

  get #route(): Route {
    return this.#routes.at(-1) ?? new Map();
  }
}
