// requirement 1: it blocks for 5 to 10 ms
import { sleepSync as pause } from "concurrency-lab";

function fetchDataFromLegacySystem(dataId: number): number[] {
  pause(5 + Math.random() * 5);
  let state = dataId * 7919 + 1;
  const draw = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  return Array.from({ length: 5000 }, draw);
}
