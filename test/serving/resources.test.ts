import { ThreadPool, TokenBucket } from "concurrency-lab";
import {
  InferenceService,
  ModelRegistry,
  ResultCache,
  SyntheticModel,
} from "concurrency-lab-serving";
import { expect, test, vi } from "vitest";
import { ask, look } from "./serving.ts";

const resources = () => process.getActiveResourcesInfo().toSorted();
const listeners = () => process.eventNames().map((name) => [name, process.listenerCount(name)]);

test("nothing is left after close: no socket, timer, thread or listener", async () => {
  /** One life of a service, with all its parts, requests of all kinds, and some under way at its end. */
  const live = async () => {
    const executor = new ThreadPool({ maxWorkers: 2 });
    const registry = new ModelRegistry({ executor });
    await registry.load("1.0.0", new SyntheticModel({ inputLength: 2 }));
    await registry.load("2.0.0", new SyntheticModel({ inputLength: 2 }));
    const service = new InferenceService({
      registry,
      cache: new ResultCache({ ttlMs: 60_000 }),
      rateLimiter: new TokenBucket({ capacity: 50, ratePerSecond: 0.001 }),
    });
    const url = await service.listen();
    await look(`${url}/metrics`);
    await look(`${url}/health`);
    const asked = Array.from({ length: 60 }, (_, n) => ask(url, { input: [n, n % 7] }));
    const answers = await Promise.all(asked);
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200, 429]));
    await registry.unload("2.0.0");
    await service.close();
    await executor.close();
  };
  // What is loaded once, such as Fastify, may leave something once; and our ends of the connections
  // close a little later than the service's.
  await live();
  const isClosed = () => expect(resources().join()).not.toMatch(/TCPSocketWrap/);
  await vi.waitFor(isClosed, { timeout: 10_000 });
  const [before, heard] = [resources(), listeners()];
  for (let n = 0; n < 3; n++) await live();
  await vi.waitFor(() => expect(resources()).toEqual(before), { timeout: 10_000 });
  expect(listeners()).toEqual(heard);
});
