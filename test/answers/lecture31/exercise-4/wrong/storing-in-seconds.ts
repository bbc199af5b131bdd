// requirement 1: 0.02 taken for milliseconds
import { sleepSync as block } from "concurrency-lab";

function storeReading(reading: ReturnType<typeof normalizeReading>) {
  block(0.02);
  return { stored: true, sensorId: reading.sensorId };
}
