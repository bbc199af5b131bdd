// requirement 1: counted from one
import { sleepSync as pause } from "concurrency-lab";

function storeReading(reading: ReturnType<typeof normalizeReading>) {
  pause(20);
  return { stored: true, sensorId: reading.sensorId + 1 };
}
