// requirement 1: 80 to 200 ms
import { sleep as pause } from "concurrency-lab";

async function fetchSensorReading(sensorId: number) {
  await pause(80 + 120 * Math.random());
  const radius = Math.sqrt(-2 * Math.log(1 - Math.random()));
  return { sensorId, rawValue: 50 + 15 * radius * Math.cos(2 * Math.PI * Math.random()) };
}
