// requirement 5: a batch must be done before the next is begun, so workers wait for the slowest
async function consumeBounded(queue: RecordQueue, executor: Executor, results: Results) {
  let batch: DataRecord[] = [];
  const finish = async () => {
    results.push(...(await Promise.all(batch.map((one) => executor.run(transformRecord, one)))));
    batch = [];
  };
  for (let record = await queue.get(); record !== null; record = await queue.get()) {
    batch.push(record);
    if (batch.length === executor.counts.workers) await finish();
  }
  await finish();
}
