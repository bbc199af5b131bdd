// requirement 1: even from 0 to 100, no normal distribution
import { sleep as pause } from "concurrency-lab";

async function fetchSensorReading(sensorId: number) {
  await pause(80 + 40 * Math.random());
  return { sensorId, rawValue: 100 * Math.random() };
}
