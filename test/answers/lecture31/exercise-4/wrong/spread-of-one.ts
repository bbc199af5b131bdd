// requirement 1: a deviation of 1
import { sleep as pause } from "concurrency-lab";

async function fetchSensorReading(sensorId: number) {
  await pause(80 + 40 * Math.random());
  const radius = Math.sqrt(-2 * Math.log(1 - Math.random()));
  return { sensorId, rawValue: 50 + radius * Math.cos(2 * Math.PI * Math.random()) };
}
