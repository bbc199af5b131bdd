// requirement 1: 0.08 to 0.12 taken for milliseconds
import { sleep as pause } from "concurrency-lab";

async function fetchSensorReading(sensorId: number) {
  await pause(0.08 + 0.04 * Math.random());
  const radius = Math.sqrt(-2 * Math.log(1 - Math.random()));
  return { sensorId, rawValue: 50 + 15 * radius * Math.cos(2 * Math.PI * Math.random()) };
}
