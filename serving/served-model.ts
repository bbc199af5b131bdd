import {
  AsyncCircuitBreaker,
  CircuitOpenError,
  type CircuitOptions,
  type CircuitState,
  type Executor,
  type WaitOptions,
} from "concurrency-lab";
import type { AggregatorOptions } from "./aggregator-options.ts";
import { BatchAggregator } from "./batch-aggregator.ts";
import { InvalidInputError } from "./invalid-input-error.ts";
import type { Model } from "./model.ts";
import type { BatchPrediction, ModelShape } from "./workers/predict.ts";

/** What a model says of one input. */
export interface Prediction {
  /** The class. */
  readonly label: number;
  /** How sure the model is of it, from 0 to 1. */
  readonly probability: number;
  readonly modelVersion: string;
}

/** What a version is made of. */
export interface ServedModelOptions {
  readonly version: string;
  readonly shape: ModelShape;
  readonly executor: Executor;
  readonly breaker: CircuitOptions;
  readonly batching: AggregatorOptions;
}

let instances = 0;

/** A version in the registry: a model, its batches, and the circuit breaker before it. */
export class ServedModel {
  readonly version: string;
  readonly shape: ModelShape;
  /** Tells what was loaded under a version now from what was loaded under it before. */
  readonly id = ++instances;
  readonly aggregator: BatchAggregator<Float32Array, Prediction>;
  readonly #model: Model;
  readonly #executor: Executor;
  readonly #breaker: AsyncCircuitBreaker;
  readonly #now: () => number;

  constructor(model: Model, options: ServedModelOptions) {
    this.#model = model;
    this.version = options.version;
    this.shape = options.shape;
    this.#executor = options.executor;
    this.#breaker = new AsyncCircuitBreaker(options.breaker);
    this.#now = options.breaker.now ?? (() => performance.now());
    this.aggregator = new BatchAggregator((inputs) => this.#predictBatch(inputs), options.batching);
  }

  get circuit(): CircuitState["name"] {
    return this.#breaker.state.name;
  }

  /** How long its circuit will refuse whoever comes now, in milliseconds; 0 if it does not. */
  get retryAfterMs(): number {
    const { state } = this.#breaker;
    if (state.name === "closed") return 0;
    const untilMs = state.name === "open" ? state.retryAtMs : state.probeUntilMs;
    return untilMs === undefined ? 0 : Math.max(0, untilMs - this.#now());
  }

  /** @throws {InvalidInputError} if it is not what this model takes */
  read(input: ArrayLike<number>): Float32Array {
    const { inputLength } = this.shape;
    if (input.length !== inputLength) {
      throw new InvalidInputError(
        "input",
        `must have ${inputLength} numbers for model version ${this.version}: received ${input.length}`,
      );
    }
    const floats = Float32Array.from(input);
    const at = floats.findIndex((value) => !Number.isFinite(value));
    if (at === -1) return floats;
    throw new InvalidInputError(
      `input[${at}]`,
      `must be a number that fits into 32 bits: received ${String(input[at])}`,
    );
  }

  /**
   * @throws {CircuitOpenError} at once, if there is no use in waiting for a batch, as a rejection
   * @throws what the batch failed with, as a rejection
   */
  predict(input: Float32Array, options: WaitOptions): Promise<Prediction> {
    const { retryAfterMs } = this;
    if (retryAfterMs > 0) return Promise.reject(new CircuitOpenError(retryAfterMs));
    return this.aggregator.submit(input, options);
  }

  async #predictBatch(inputs: readonly Float32Array[]): Promise<Prediction[]> {
    const { inputLength, classes } = this.shape;
    const count = inputs.length;
    const all = new Float32Array(count * inputLength);
    for (const [n, input] of inputs.entries()) all.set(input, n * inputLength);
    const { labels, probabilities } = await this.#breaker.call(async () => {
      const prediction = await this.#model.predict(all, { executor: this.#executor, count });
      this.#check(prediction, count);
      return prediction;
    });
    return Array.from(labels, (label, n) => ({
      label,
      probability: probabilities[n * classes + label] ?? Number.NaN,
      modelVersion: this.version,
    }));
  }

  /** What does not fit the shape counts as a failure of the version: its circuit will open. */
  #check({ labels, probabilities }: BatchPrediction, count: number): void {
    const { classes } = this.shape;
    if (labels.length === count && probabilities.length === count * classes) return;
    throw new RangeError(
      `Cannot answer ${count} requests as model version ${this.version} must give ${count} labels and ${count} × ${classes} probabilities: received ${labels.length} and ${probabilities.length}`,
    );
  }
}
