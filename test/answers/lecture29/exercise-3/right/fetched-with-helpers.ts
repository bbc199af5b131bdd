// right: the generator in a class beside the function, the count in a constant
import { sleepSync as pause } from "concurrency-lab";

const VALUES_PER_ITEM = 5000;

class SeededNumbers {
  #state: number;
  constructor(seed: number) {
    this.#state = (seed + 1) * 48271;
  }
  next(): number {
    this.#state = (this.#state * 48271) % 2147483647;
    return this.#state / 2147483647;
  }
}

function fetchDataFromLegacySystem(dataId: number): number[] {
  pause(75 + (Math.random() - 0.5) * 45);
  const numbers = new SeededNumbers(dataId);
  const values: number[] = [];
  while (values.length < VALUES_PER_ITEM) values.push(numbers.next());
  return values;
}
