// requirement 1: a generator that gives nothing but zeros for the seed 0
import { sleepSync as pause } from "concurrency-lab";

function fetchDataFromLegacySystem(dataId: number): number[] {
  pause(50 + Math.random() * 50);
  let state = dataId;
  return Array.from({ length: 5000 }, () => {
    state = (state * 16807) % 2147483647;
    return state / 2147483647;
  });
}
