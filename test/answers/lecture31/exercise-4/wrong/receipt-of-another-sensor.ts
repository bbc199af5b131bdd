// requirement 1: counted from one
import { sleepSync as block } from "concurrency-lab";

function storeReading(reading: ReturnType<typeof normalizeReading>) {
  block(20);
  return { stored: true, sensorId: reading.sensorId + 1 };
}
