// right: d3's seeded generator for values and wait, so the same id waits equally long
import { sleepSync as pause } from "concurrency-lab";
import { randomLcg as seeded, randomUniform as uniform } from "d3-random";

function fetchDataFromLegacySystem(dataId: number): number[] {
  const source = seeded(dataId);
  pause(uniform.source(source)(50, 100)());
  return Array.from({ length: 5000 }, uniform.source(source)());
}
