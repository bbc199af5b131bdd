// requirement 1: the wait is started and forgotten
import { sleep as pause } from "concurrency-lab";

async function fetchSensorReading(sensorId: number) {
  void pause(80 + 40 * Math.random());
  const radius = Math.sqrt(-2 * Math.log(1 - Math.random()));
  return { sensorId, rawValue: 50 + 15 * radius * Math.cos(2 * Math.PI * Math.random()) };
}
