import { expect, test } from "vitest";
import { LinkedList } from "../../lib/queues/linked-list.ts";

function drain<T>(list: LinkedList<T>): T[] {
  const values: T[] = [];
  for (let node = list.shift(); node; node = list.shift()) values.push(node.value);
  return values;
}

test("gives back what was pushed, first in, first out", () => {
  const list = new LinkedList<string>();
  expect(list.shift()).toBeUndefined();
  for (const value of ["a", "b", "c"]) list.push(value);
  expect(list.length).toBe(3);
  expect(drain(list)).toEqual(["a", "b", "c"]);
  expect(list.length).toBe(0);
  list.push("d");
  expect(drain(list)).toEqual(["d"]);
});

test.each([
  [0, ["b", "c"]],
  [1, ["a", "c"]],
  [2, ["a", "b"]],
])("a node may leave from place %i", (place, left) => {
  const list = new LinkedList<string>();
  const nodes = ["a", "b", "c"].map((value) => list.push(value));
  const leaving = nodes[place];
  if (leaving) list.remove(leaving);
  expect(leaving).toMatchObject({ previous: undefined, next: undefined });
  expect(list.length).toBe(2);
  list.push("d");
  expect(drain(list)).toEqual([...left, "d"]);
});
