// requirement 1: 4999 values
import { sleepSync as pause } from "concurrency-lab";

function fetchDataFromLegacySystem(dataId: number): number[] {
  pause(50 + Math.random() * 50);
  let state = dataId * 7919 + 1;
  const draw = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  return Array.from({ length: 4999 }, draw);
}
