// requirement 1: the same id gives other values each time
import { sleepSync as pause } from "concurrency-lab";

function fetchDataFromLegacySystem(dataId: number): number[] {
  pause(50 + Math.random() * 50);
  return Array.from({ length: 5000 }, () => Math.random());
}
