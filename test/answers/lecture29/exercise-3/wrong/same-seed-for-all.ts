// requirement 1: the seed is the same for all ids
import { sleepSync as pause } from "concurrency-lab";

function fetchDataFromLegacySystem(dataId: number): number[] {
  pause(50 + Math.random() * 50);
  let state = 42;
  const draw = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  return Array.from({ length: 5000 }, draw);
}
