// requirement 1: the wait is started on the event loop, and the function returns at once
import { sleep as pause } from "concurrency-lab";

function storeReading(reading: ReturnType<typeof normalizeReading>) {
  void pause(20);
  return { stored: true, sensorId: reading.sensorId };
}
