import { Counter, Gauge, Histogram, Registry } from "prom-client";
import type { PredictionService } from "./prediction-service.ts";

/**
 * What Prometheus is told of a service. The registry is the service's own, so that two in a process
 * do not mix. prom-client's default metrics of the process are left out: their monitors of the
 * event loop and the garbage collector could not be stopped again.
 */
export class ServiceMetrics {
  readonly #registry = new Registry();
  readonly #requests = new Counter({
    name: "inference_requests_total",
    help: "Requests for a prediction, by the status of their answer",
    labelNames: ["status"] as const,
    registers: [this.#registry],
  });
  readonly #durations = new Histogram({
    name: "inference_request_duration_seconds",
    help: "From the headers of a request for a prediction to the end of its answer",
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
    registers: [this.#registry],
  });

  constructor({ backpressure, cache, registry }: PredictionService) {
    const registers = [this.#registry];
    const gauge = (name: string, help: string, read: () => number) =>
      new Gauge({
        name,
        help,
        registers,
        collect() {
          this.set(read());
        },
      });
    const size = "Requests in the house: waiting, or in a batch";
    gauge("inference_queue_size", size, () => backpressure.counts.size);
    const most = "Requests that may be in the house";
    gauge("inference_queue_limit", most, () => backpressure.maxQueueSize);
    const rejected = "Requests rejected as the house was full";
    gauge("inference_rejected_total", rejected, () => backpressure.counts.rejected);
    if (cache) gauge("inference_cache_hits", "Answered from the cache", () => cache.counts.hits);

    const ofVersions = (name: string, help: string, read: (version: string) => number) =>
      new Gauge({
        name,
        help,
        labelNames: ["version"] as const,
        registers,
        collect() {
          this.reset();
          for (const { version } of registry.list()) this.set({ version }, read(version));
        },
      });
    const counts = (version: string) => registry.get(version).aggregator.counts;
    ofVersions("inference_waiting", "Requests in no batch yet", (of) => counts(of).waiting);
    ofVersions("inference_batches", "Batches begun", (of) => counts(of).batches);
    ofVersions("inference_batched", "Requests in them", (of) => counts(of).batched);
    ofVersions("inference_dropped", "Requests given up", (of) => counts(of).dropped);
    const isOpen = "1 if the version's circuit is not closed";
    const open = (version: string) => Number(registry.get(version).circuit !== "closed");
    ofVersions("inference_circuit_open", isOpen, open);
  }

  readonly contentType = this.#registry.contentType;

  record(status: number, durationMs: number): void {
    this.#requests.inc({ status });
    this.#durations.observe(durationMs / 1000);
  }

  /** In Prometheus' text format. */
  text(): Promise<string> {
    return this.#registry.metrics();
  }
}
