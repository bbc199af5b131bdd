// requirement 1: Python's seconds handed to a sleep in milliseconds
import { sleepSync as pause } from "concurrency-lab";

function fetchDataFromLegacySystem(dataId: number): number[] {
  pause(0.05 + Math.random() * 0.05);
  let state = dataId * 7919 + 1;
  const draw = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  return Array.from({ length: 5000 }, draw);
}
