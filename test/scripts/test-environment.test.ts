import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readPins, root } from "../../scripts/environment.mjs";

test("the tests' environment pins the class's versions", () => {
  const text = readFileSync(join(root, "test", "requirements.txt"), "utf8");
  const lines = text.split("\n").filter((line) => line !== "" && !line.startsWith("#"));
  const pins = new Map(lines.map((line) => line.split("==") as [string, string]));
  expect([...pins.values()].every(Boolean), "each line is name==version").toBe(true);
  const both = readPins().filter(([name]) => pins.has(name));
  expect(both.map(([name]) => name)).toEqual(
    expect.arrayContaining(["jupyter_client", "nbclient", "nbconvert", "nbformat"]),
  );
  expect(both.map(([name]) => [name, pins.get(name)])).toEqual(both);
});
