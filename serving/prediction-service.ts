import type { TokenBucket, WaitOptions } from "concurrency-lab";
import type { BackpressureHandler } from "./backpressure-handler.ts";
import type { HealthMonitor } from "./health-monitor.ts";
import type { ModelRegistry } from "./model-registry.ts";
import type { ResultCache } from "./result-cache.ts";
import type { Prediction } from "./served-model.ts";

/** Who is to answer, and how long one waits. */
export interface PredictionOptions extends WaitOptions {
  /** @default whom the registry chooses */
  readonly modelVersion?: string | undefined;
}

/** An inference service as its HTTP side sees it. */
export interface PredictionService {
  readonly registry: ModelRegistry;
  readonly backpressure: BackpressureHandler;
  readonly rateLimiter: TokenBucket | undefined;
  readonly cache: ResultCache<Prediction> | undefined;
  readonly health: HealthMonitor;
  /** Whether it closes: what is under way is answered, and no more accepted. */
  readonly isDraining: boolean;
  /** Whether a balancer may send requests here. */
  readonly isReady: boolean;
  predict(input: ArrayLike<number>, options?: PredictionOptions): Promise<Prediction>;
}
