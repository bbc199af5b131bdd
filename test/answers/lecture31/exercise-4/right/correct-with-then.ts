// right: by then, labelled calls
import type { Executor as Bridge } from "concurrency-lab";

async function correct(sensorIds: readonly number[], processPool: Bridge, threadPool: Bridge) {
  const begunNs = process.hrtime.bigint();
  const fetches = [];
  for (const sensorId of sensorIds) fetches.push(fetchSensorReading(sensorId));
  const summary = await Promise.all(fetches)
    .then((raw) =>
      Promise.all(raw.map((one) => processPool.run({ label: "b" }, normalizeReading, one))),
    )
    .then(async (readings) => {
      const stored = readings.map((one) => threadPool.run({ label: "c" }, storeReading, one));
      await Promise.all(stored);
      return aggregateResults(readings);
    });
  return { summary, elapsedMs: Number(process.hrtime.bigint() - begunNs) / 1e6 };
}
