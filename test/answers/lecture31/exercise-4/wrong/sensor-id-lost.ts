// requirement 1: each reading says sensor 0
import { sleep as pause } from "concurrency-lab";

async function fetchSensorReading(sensorId: number) {
  await pause(80 + 40 * Math.random());
  const radius = Math.sqrt(-2 * Math.log(1 - Math.random()));
  return {
    sensorId: sensorId * 0,
    rawValue: 50 + 15 * radius * Math.cos(2 * Math.PI * Math.random()),
  };
}
