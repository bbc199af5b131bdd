// right: a queue that notes its sizes, the consumer started first, results copied and sorted
import { BoundedQueue as Queue, ThreadPool as Threads } from "concurrency-lab";
import { mean as averageOf } from "d3-array";

async function main(maxSize: number, consume = consumeRecords) {
  const sizes: number[] = [];
  class NotingQueue extends Queue<DataRecord | null> {
    override put(item: DataRecord | null, options = {}) {
      sizes.push(this.size);
      return super.put(item, options);
    }
  }
  const queue = new NotingQueue({ maxSize });
  const results: TransformedRecord[] = [];
  const pool = new Threads({ maxWorkers: 4 });
  try {
    const consumed = consume(queue, pool, results);
    const produced = produceRecords(queue, 20);
    await Promise.all([consumed, produced]);
  } finally {
    await pool.close();
  }
  const sorted = [...results].sort((a, b) => a[0] - b[0]);
  return { sizes, average: averageOf(sorted, (pair) => pair[1]) ?? 0, results: sorted };
}
