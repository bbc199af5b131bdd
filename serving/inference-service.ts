import { QueueFullError, type TokenBucket } from "concurrency-lab";
import { BackpressureHandler } from "./backpressure-handler.ts";
import { HealthMonitor } from "./health-monitor.ts";
import type { HttpServer, ListenOptions } from "./http-options.ts";
import { InvalidInputError } from "./invalid-input-error.ts";
import type { ModelRegistry } from "./model-registry.ts";
import type { PredictionOptions, PredictionService } from "./prediction-service.ts";
import type { ResultCache } from "./result-cache.ts";
import type { Prediction, ServedModel } from "./served-model.ts";
import { UnknownVersionError } from "./unknown-version-error.ts";

/** What an `InferenceService` is made of. */
export interface InferenceServiceOptions {
  /** It belongs to the service from then on, which closes it; its executor does not. */
  readonly registry: ModelRegistry;
  /**
   * How many requests may be in the house.
   *
   * @default a BackpressureHandler for 1000
   */
  readonly backpressure?: BackpressureHandler;
  /**
   * Of whom a request by HTTP takes a token.
   *
   * @default nobody's rate is limited
   */
  readonly rateLimiter?: TokenBucket;
  /**
   * Remembers predictions.
   *
   * @default each is computed
   */
  readonly cache?: ResultCache<Prediction>;
  /** @default a HealthMonitor of 1000 requests */
  readonly health?: HealthMonitor;
}

/**
 * The real-time inference service (reflection question 7): a request finds its model version, a
 * place, and a batch. `listen` opens it to HTTP; `predict` works without.
 *
 * Fastify and prom-client are loaded by `listen`, as no one else needs them.
 *
 * @example
 * ```ts
 * const executor = new ThreadPool({ maxWorkers: 1 });
 * const registry = new ModelRegistry({ executor });
 * await registry.load("1.0.0", new SyntheticModel({ inputLength: 3 }));
 * const service = new InferenceService({ registry });
 * const url = await service.listen();
 * const answer = await fetch(`${url}/predict`, {
 *   method: "POST",
 *   headers: { "content-type": "application/json" },
 *   body: JSON.stringify({ input: [0, 0.5, 0.25] }),
 * });
 * await answer.json(); // { prediction: 1, probability: 1, model_version: "1.0.0" }
 * await service.close();
 * await executor.close();
 * ```
 */
export class InferenceService implements PredictionService, AsyncDisposable {
  readonly registry: ModelRegistry;
  readonly backpressure: BackpressureHandler;
  readonly rateLimiter: TokenBucket | undefined;
  readonly cache: ResultCache<Prediction> | undefined;
  readonly health: HealthMonitor;
  #server: Promise<HttpServer> | undefined;
  #closing: Promise<void> | undefined;

  constructor({ registry, backpressure, rateLimiter, cache, health }: InferenceServiceOptions) {
    this.registry = registry;
    this.backpressure = backpressure ?? new BackpressureHandler();
    this.rateLimiter = rateLimiter;
    this.cache = cache;
    this.health = health ?? new HealthMonitor();
  }

  /** Whether `close` has been called: what is under way is answered, and no more accepted. */
  get isDraining(): boolean {
    return this.#closing !== undefined;
  }

  /** Whether a balancer may send requests here. */
  get isReady(): boolean {
    return !this.isDraining && this.registry.list().length > 0;
  }

  /**
   * Has a model classify an input.
   *
   * @throws {InvalidInputError} if the input is not what the model takes, as a rejection
   * @throws {UnknownVersionError} if the version is not loaded, as a rejection
   * @throws {QueueFullError} if there is no place, as a rejection
   * @throws {CircuitOpenError} if the version has failed too often, as a rejection
   * @throws {TimeoutError} after the `timeoutMs` of the registry's batches, as a rejection
   * @throws what the batch failed with, as a rejection
   * @throws `signal.reason` if the signal aborts first, as a rejection
   */
  async predict(
    input: ArrayLike<number>,
    { modelVersion, signal }: PredictionOptions = {},
  ): Promise<Prediction> {
    signal?.throwIfAborted();
    const startedMs = performance.now();
    const record = (isError: boolean) =>
      this.health.record({ latencyMs: performance.now() - startedMs, isError });
    try {
      const { registry } = this;
      const model = modelVersion === undefined ? registry.choose() : registry.get(modelVersion);
      const prediction = await this.#answer(model, model.read(input), signal);
      record(false);
      return prediction;
    } catch (error) {
      if (!isOfCaller(error) && !signal?.aborted) record(true);
      throw error;
    }
  }

  /**
   * Answers HTTP: `POST /predict`, `GET /health`, `/health/live`, `/health/ready`, `/metrics` and
   * `/models`.
   *
   * @returns its address, such as `http://127.0.0.1:8080`
   * @throws {Error} if it listens already, or is closed, as a rejection
   * @throws {Error} with the `code` that the system gives if the port is not to be had, as a
   * rejection
   */
  async listen(options: ListenOptions = {}): Promise<string> {
    if (this.isDraining) throw new Error("Cannot listen as this InferenceService is closed");
    if (this.#server) throw new Error("Cannot listen as this InferenceService listens already");
    const server = this.#startServer(options);
    this.#server = server;
    try {
      return (await server).url;
    } catch (error) {
      this.#server = undefined;
      throw error;
    }
  }

  /**
   * Refuses new connections and new requests, answers what it has accepted, and lets go. Idempotent.
   */
  close(): Promise<void> {
    this.#closing ??= this.#drain();
    return this.#closing;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  async #startServer(options: ListenOptions): Promise<HttpServer> {
    const { startServer } = await import("./http-server.ts");
    return startServer(this, options);
  }

  async #answer(
    model: ServedModel,
    input: Float32Array,
    signal: AbortSignal | undefined,
  ): Promise<Prediction> {
    const { cache } = this;
    const key = cache && `${model.id}:${Buffer.from(input.buffer).toString("latin1")}`;
    const known = key === undefined ? undefined : cache?.get(key);
    if (known) return known.value;
    const leave = this.backpressure.enter();
    try {
      const compute = (ofWait: AbortSignal | undefined) => model.predict(input, { signal: ofWait });
      if (!cache || key === undefined) return await compute(signal);
      return await cache.getOrCompute(key, compute, { signal });
    } finally {
      leave();
    }
  }

  async #drain(): Promise<void> {
    // One that is still about to listen is closed, too; if it could not, whoever called it knows.
    const server = await this.#server?.catch(() => undefined);
    await server?.close();
    await this.registry.close();
  }
}

/** Whether it says nothing of how the service does: what it refuses by intent is no error of its. */
function isOfCaller(error: unknown): boolean {
  return (
    error instanceof InvalidInputError ||
    error instanceof UnknownVersionError ||
    error instanceof QueueFullError
  );
}
