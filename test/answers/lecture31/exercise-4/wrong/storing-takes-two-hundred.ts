// requirement 1: 200 ms
import { sleepSync as pause } from "concurrency-lab";

function storeReading(reading: ReturnType<typeof normalizeReading>) {
  pause(200);
  return { stored: true, sensorId: reading.sensorId };
}
