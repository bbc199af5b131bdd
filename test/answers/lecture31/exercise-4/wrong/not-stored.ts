// requirement 1: the receipt says that nothing was stored
import { sleepSync as block } from "concurrency-lab";

function storeReading(reading: ReturnType<typeof normalizeReading>) {
  block(20);
  return { stored: false, sensorId: reading.sensorId };
}
