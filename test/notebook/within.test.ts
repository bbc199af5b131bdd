import { within } from "concurrency-lab";
import { expect, test } from "vitest";

const timers = () => process.getActiveResourcesInfo().filter((name) => name === "Timeout").length;

test("settles as the work does, be it a promise or a function", async () => {
  const before = timers();
  const boom = new Error("boom");
  expect(await within(5000, "it", Promise.resolve(1))).toBe(1);
  expect(await within(5000, "it", () => 2)).toBe(2);
  await expect(within(5000, "it", Promise.reject(boom))).rejects.toBe(boom);
  await expect(
    within(5000, "it", () => {
      throw boom;
    }),
  ).rejects.toBe(boom);
  expect(timers()).toBe(before);
});

test("says who has not answered, and how long it waited", async () => {
  await expect(within(1234, "it", new Promise(() => {}))).rejects.toThrow(
    "it has not answered after 1,234 ms",
  );
});
