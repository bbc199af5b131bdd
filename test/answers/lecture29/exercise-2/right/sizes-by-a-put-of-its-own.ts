// right: the put of a plain queue is wrapped to note the sizes, of the pill, too
async function main(maxSize: number, consume: Consume = consumeRecords): Promise<Report> {
  const queue: RecordQueue = new BoundedQueue({ maxSize });
  const sizes: number[] = [];
  const put = queue.put.bind(queue);
  queue.put = (...item) => {
    sizes.push(queue.size);
    return put(...item);
  };
  const unsorted: Results = [];
  await using pool = new ThreadPool({ maxWorkers: 4 });
  await Promise.all([consume(queue, pool, unsorted), produceRecords(queue, 20)]);
  const results = unsorted.toSorted((a, b) => a[0] - b[0]);
  let sum = 0;
  for (const [, result] of results) sum += result;
  return { results, average: sum / results.length, sizes };
}
