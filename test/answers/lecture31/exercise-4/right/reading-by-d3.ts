// right: d3's distributions, node's timers
import { setTimeout as wait } from "node:timers/promises";
import { randomNormal as normal, randomUniform as uniform } from "d3-random";

async function fetchSensorReading(sensorId: number) {
  await wait(uniform(80, 120)());
  return { rawValue: normal(50, 15)(), sensorId };
}
