// requirement 1: one random number, 5000 times
import { sleepSync as pause } from "concurrency-lab";
import { randomLcg as seeded } from "d3-random";

function fetchDataFromLegacySystem(dataId: number): number[] {
  pause(50 + Math.random() * 50);
  return new Array<number>(5000).fill(seeded(dataId)());
}
