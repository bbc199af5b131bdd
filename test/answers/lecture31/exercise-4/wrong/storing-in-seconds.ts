// requirement 1: 0.02 taken for milliseconds
import { sleepSync as pause } from "concurrency-lab";

function storeReading(reading: ReturnType<typeof normalizeReading>) {
  pause(0.02);
  return { stored: true, sensorId: reading.sensorId };
}
