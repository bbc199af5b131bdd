// right: the sink gets the batches in the order in which they were read
import { ProcessPool as Processes } from "concurrency-lab";
import { mean as average } from "d3-array";

async function main(durationMs = 5000) {
  await using pool = new Processes({ maxWorkers: 4, name: "compute" });
  const sources: AsyncSensorSource[] = [];
  let made = 0;
  for (const sensorId of ["a", "b", "c", "d", "e"]) {
    sources.push(
      new AsyncSensorSource({
        sensorId,
        intervalMs: 50,
        read: () => 50 + 50 * Math.sin(made * 0.7),
        nextRecordId: () => ++made,
      }),
    );
  }
  const ingestion = new AsyncIngestionLayer(sources, { maxSize: 50 });
  const sink = new ResultsSink();
  const layer = new ProcessPoolComputeLayer();
  const consume = async () => {
    let received: Promise<void> = Promise.resolve();
    for await (const batch of new BatchAssembler().assemble(ingestion.queue, 15, 500)) {
      const computed = layer.submitBatch(pool, batch);
      received = received.then(async () => sink.receiveBatch(await computed));
    }
    await received;
  };
  const consumed = consume();
  await ingestion.run(durationMs).finally(() => ingestion.queue.close());
  await consumed;
  const report = {
    totalReceived: sink.results.length,
    anomalyCount: sink.results.reduce((count, one) => count + Number(one.isAnomaly), 0),
    meanNormalized: average(sink.results, (one) => one.normalized) ?? Number.NaN,
  };
  console.log(JSON.stringify(report));
  return report;
}
