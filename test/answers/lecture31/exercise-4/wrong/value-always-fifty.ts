// requirement 1: the mean, always
import { sleep as pause } from "concurrency-lab";

async function fetchSensorReading(sensorId: number) {
  await pause(80 + 40 * Math.random());
  return { sensorId, rawValue: 50 };
}
