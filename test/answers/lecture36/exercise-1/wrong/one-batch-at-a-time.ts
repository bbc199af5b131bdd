// requirement 5: a batch is submitted only when the one before it has come back
import { ProcessPool as Processes } from "concurrency-lab";

async function main(durationMs = 5000) {
  let nextId = 0;
  const sources = [1, 2, 3, 4, 5].map((n) => {
    const [sensorId, intervalMs] = [`sensor-${n}`, 50];
    const read = () => Math.random() * 100;
    return new AsyncSensorSource({ sensorId, intervalMs, read, nextRecordId: () => nextId++ });
  });
  const ingestion = new AsyncIngestionLayer(sources, { maxSize: 50 });
  const [assembler, layer, sink] = [
    new BatchAssembler(),
    new ProcessPoolComputeLayer(),
    new ResultsSink(),
  ];
  const pool = new Processes({ maxWorkers: 4 });
  const submitted: Promise<void>[] = [];
  const compute = async (batch: Parameters<typeof computeBatch>[0]) => {
    sink.receiveBatch(await layer.submitBatch(pool, batch));
  };
  const submitAll = async () => {
    for await (const batch of assembler.assemble(ingestion.queue, 15, 200)) {
      await compute(batch);
    }
  };
  const ingest = async () => {
    await ingestion.run(durationMs);
    ingestion.queue.close();
  };
  try {
    await Promise.all([ingest(), submitAll()]);
    await Promise.all(submitted);
  } finally {
    await pool.close();
  }
  const totalReceived = sink.results.length;
  const anomalyCount = sink.results.filter(({ isAnomaly }) => isAnomaly).length;
  const sum = sink.results.reduce((soFar, { normalized }) => soFar + normalized, 0);
  const report = { totalReceived, anomalyCount, meanNormalized: sum / totalReceived };
  console.log("Final report:", report);
  return report;
}
