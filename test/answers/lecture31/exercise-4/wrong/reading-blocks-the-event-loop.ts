// requirement 1: it sleeps as a blocking call does
import { sleepSync as block } from "concurrency-lab";

async function fetchSensorReading(sensorId: number) {
  block(80 + 40 * Math.random());
  const radius = Math.sqrt(-2 * Math.log(1 - Math.random()));
  return { sensorId, rawValue: 50 + 15 * radius * Math.cos(2 * Math.PI * Math.random()) };
}
