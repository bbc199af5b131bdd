// requirement 1: 200 ms
import { sleepSync as block } from "concurrency-lab";

function storeReading(reading: ReturnType<typeof normalizeReading>) {
  block(200);
  return { stored: true, sensorId: reading.sensorId };
}
