// npm run serve -- --port 8080: the inference service with both versions of the digits model, until
// SIGTERM or Ctrl-C; then it answers what it has accepted, and ends with 0.

import { readFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { ThreadPool, TokenBucket } from "concurrency-lab";
import {
  BackpressureHandler,
  InferenceService,
  ModelRegistry,
  OnnxModel,
  type Prediction,
  ResultCache,
} from "concurrency-lab-serving";
import { root } from "./environment.mjs";

const usage = `npm run serve -- [options]

  --port 8080             0 for one that is free
  --host 127.0.0.1        0.0.0.0 for anybody's connections
  --workers ${Math.max(1, availableParallelism() - 1)}             threads that run the model
  --linger-ms 5           how long a batch waits for more; 0 for not at all
  --max-queue 1000        requests in the house, before 503
  --rate Infinity         requests a second, before 429
  --cache 1000            results that are remembered; 0 for none
  --log-level info        debug, info, warn, error or silent
`;
try {
  await serve();
} catch (error) {
  console.error(`Cannot serve: ${(error as Error).message}`);
  process.exitCode = 1;
}

async function serve(): Promise<void> {
  const { port, host, workers, lingerMs, maxQueue, rate, cache, logLevel } = readOptions();
  await using executor = new ThreadPool({ maxWorkers: workers, name: "models" });
  const registry = new ModelRegistry({ executor, batching: { lingerMs } });
  await using service = new InferenceService({
    registry,
    backpressure: new BackpressureHandler({ maxQueueSize: maxQueue }),
    ...(cache > 0 && { cache: new ResultCache<Prediction>({ maxEntries: cache }) }),
    ...(rate < Infinity && {
      rateLimiter: new TokenBucket({ ratePerSecond: rate, capacity: Math.ceil(rate) }),
    }),
  });
  const stopped = Promise.withResolvers<void>();
  // Not once: npm hands on the Ctrl-C that has reached us already, and a second one is not to end us
  // before all is answered.
  for (const signal of ["SIGTERM", "SIGINT"]) process.on(signal, () => stopped.resolve());
  const folder = join(root, "serving", "models");
  const { models } = JSON.parse(readFileSync(join(folder, "models.json"), "utf8"));
  for (const { version, file } of models) {
    await registry.load(version, new OnnxModel(join(folder, file)));
  }
  await service.listen({ port, host, logLevel });
  await stopped.promise;
}

function readOptions() {
  try {
    const option = (value: string) => ({ type: "string", default: value }) as const;
    const { values } = parseArgs({
      options: {
        port: option("8080"),
        host: option("127.0.0.1"),
        workers: option(String(Math.max(1, availableParallelism() - 1))),
        "linger-ms": option("5"),
        "max-queue": option("1000"),
        rate: option("Infinity"),
        cache: option("1000"),
        "log-level": option("info"),
        help: { type: "boolean", default: false },
      },
    });
    if (values.help) {
      console.log(usage);
      process.exit();
    }
    return {
      port: Number(values.port),
      host: values.host,
      workers: Number(values.workers),
      lingerMs: Number(values["linger-ms"]),
      maxQueue: Number(values["max-queue"]),
      rate: Number(values.rate),
      cache: Number(values.cache),
      logLevel: values["log-level"] as "info",
    };
  } catch (error) {
    console.error(`${(error as Error).message}\n\n${usage}`);
    process.exit(2);
  }
}
