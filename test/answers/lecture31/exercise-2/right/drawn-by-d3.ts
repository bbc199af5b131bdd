// right: d3's distributions, drawn in another order
import { randomBernoulli, randomExponential, randomInt } from "d3-random";

function drawLatency(random: () => number) {
  const fails = randomBernoulli.source(random)(0.1)() === 1;
  const records = randomInt.source(random)(3, 9)();
  const seconds = 0.1 + randomExponential.source(random)(5)();
  return { records, latencyMs: 1000 * seconds, fails };
}
