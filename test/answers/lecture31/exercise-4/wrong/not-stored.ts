// requirement 1: the receipt says that nothing was stored
import { sleepSync as pause } from "concurrency-lab";

function storeReading(reading: ReturnType<typeof normalizeReading>) {
  pause(20);
  return { stored: false, sensorId: reading.sensorId };
}
