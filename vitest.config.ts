import { defineConfig } from "vitest/config";

/** What starts servers and browsers, or measures how much is left behind: alone on the machine. */
const alone = [
  "test/answers.test.ts",
  "test/browser/**",
  "test/grading/**",
  "test/kernel/lifecycle.test.ts",
  "test/kernel/readers.test.ts",
  "test/scripts/**",
  "test/serving/**",
];

const shared = {
  // On a busy machine a worker may take seconds to start: only what hangs is to fail by time.
  testTimeout: 60_000,
  hookTimeout: 60_000,
  // Node runs our TypeScript as it is, so tests load the very modules that notebooks load:
  // a function keeps the identity and the source by which it crosses into a worker.
  experimental: { viteModuleRunner: false },
};

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          ...shared,
          name: "side by side",
          include: ["test/**/*.test.ts"],
          exclude: alone,
          maxWorkers: 3,
          sequence: { groupOrder: 0 },
        },
      },
      {
        test: {
          ...shared,
          name: "alone",
          include: alone.map((path) => path.replace("**", "**/*.test.ts")),
          maxWorkers: 1,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
