import { getEventListeners } from "node:events";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { AsyncCircuitBreaker } from "../../lib/breakers/async-circuit-breaker.ts";
import type { CircuitChange } from "../../lib/breakers/circuit-state.ts";
import { CircuitModel, type End } from "./circuit-model.ts";
import {
  down,
  excused,
  gaveUp,
  isFailure,
  probeTimeoutMs,
  resetTimeoutMs,
  Trial,
} from "./circuit-trial.ts";

const turn = () => new Promise(setImmediate);

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "Date"], now: 0 });
});
afterEach(() => {
  vi.useRealTimers();
});

/** A step that the model and the breaker take side by side. */
class Step implements fc.AsyncCommand<CircuitModel, Trial> {
  readonly #name: string;
  readonly run: (model: CircuitModel, trial: Trial) => Promise<void>;

  constructor(name: string, run: (model: CircuitModel, trial: Trial) => unknown) {
    this.#name = name;
    this.run = async (model, trial) => {
      await run(model, trial);
      await turn();
      const { breaker } = trial;
      expect(trial.outcomes).toEqual(model.outcomes);
      expect(breaker.state).toEqual(model.stateInFull);
      expect(trial.changes).toEqual(model.changes);
      expect(breaker.lastFailureTimeMs).toBe(model.lastFailureTime);
      expect(breaker.successCountInHalfOpen).toBe(model.successCountInHalfOpen);
      expect(vi.getTimerCount()).toBe(model.probe ? 1 : 0);
      for (const [call, signal] of trial.signals.entries()) {
        if (!signal) continue;
        const listeners = model.outcomes[call] === "waits" ? 1 : 0;
        expect(getEventListeners(signal, "abort")).toHaveLength(listeners);
      }
    };
  }

  check(): boolean {
    return true;
  }

  toString(): string {
    return this.#name;
  }
}

const call = (hasSignal: boolean) =>
  new Step(hasSignal ? "call with a signal" : "call", (model, trial) => {
    model.call();
    trial.call(hasSignal);
  });
/** Ends one of the latest calls that wait, or tells one that has ended already to end. */
const end = (back: number, how: End, among: "all" | "waiting") =>
  new Step(`${back} back of ${among} ${how}`, (model, trial) => {
    const numbers = [...model.calls.keys()].filter(
      (number) => among === "all" || model.calls[number]?.outcome === "waits",
    );
    const number = numbers.at(-1 - (back % numbers.length)) ?? -1;
    // Who has no signal can neither give up nor run out of time.
    const isAbort = how === "gave up" || how === "timed out";
    if (isAbort && !trial.signals[number]) return;
    model.end(model.calls[number], how);
    trial.end(number, how);
  });
const pass = (ms: number) =>
  new Step(`${ms} ms pass`, async (model) => {
    model.pass(ms);
    await vi.advanceTimersByTimeAsync(ms);
  });

describe("AsyncCircuitBreaker", () => {
  test("does what a simple model does, whatever the mix of events", async () => {
    const back = fc.nat({ max: 2 });
    const ends = fc.constantFrom<End[]>("succeeded", "failed", "excused", "timed out", "gave up");
    const steps = fc.commands(
      [
        fc.boolean().map(call),
        fc.boolean().map(call),
        // A good share of failures, and of long times, or it seldom opens and seldom probes.
        back.map((number) => end(number, "failed", "waiting")),
        fc.tuple(back, ends).map(([number, how]) => end(number, how, "waiting")),
        fc.tuple(back, ends).map(([number, how]) => end(number, how, "all")),
        fc.constantFrom(1, 39, 40, 60, 99, 100, 100, 100).map(pass),
      ],
      { maxCommands: 60, size: "max" },
    );
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 3 }), steps, async (threshold, commands) => {
        const model = new CircuitModel(threshold, resetTimeoutMs, probeTimeoutMs);
        vi.setSystemTime(0);
        const trial = new Trial(threshold);
        await fc.asyncModelRun(() => ({ model, real: trial }), commands);
        await pass(probeTimeoutMs).run(model, trial); // No timer is left for the next run.
      }),
      { numRuns: 500 },
    );
  });

  test("probes one at a time and spares an open service, in any order of events", async () => {
    const kinds = fc.constantFrom<End[]>("succeeded", "failed", "failed", "excused", "gave up");
    const client = fc.array(kinds, { minLength: 1, maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        fc.integer({ min: 1, max: 3 }),
        fc.array(client, { minLength: 2, maxLength: 4 }),
        fc.array(fc.integer({ min: 1, max: 120 }), { minLength: 5, maxLength: 20 }),
        async (scheduler, failureThreshold, clients, waits) => {
          let nowMs = 0;
          let probes = 0;
          let mostProbes = 0;
          const visited = new Set<string>();
          let failures = 0;
          const changes: CircuitChange[] = [];
          const breaker = new AsyncCircuitBreaker({
            failureThreshold,
            resetTimeoutMs,
            probeTimeoutMs: Infinity,
            isFailure,
            now: () => nowMs,
            onStateChange: (change) => changes.push(change),
          });
          const pause = () => scheduler.schedule(Promise.resolve());
          const visit = async (how: End, signal: AbortSignal) => {
            const { name } = breaker.state;
            // Not expected here, where the breaker would take it for a failure.
            if (name === "half_open") mostProbes = Math.max(mostProbes, ++probes);
            visited.add(name);
            const leave = () => {
              if (name === "half_open") probes--;
            };
            signal.addEventListener("abort", leave);
            await pause();
            signal.removeEventListener("abort", leave);
            if (!signal.aborted) leave();
            if (how === "excused") throw excused;
            if (how !== "failed") return;
            failures++;
            throw down;
          };
          const run = async (ends: readonly End[]) => {
            for (const how of ends) {
              const controller = new AbortController();
              const before: string = breaker.state.name;
              const calling = breaker
                .call((signal) => visit(how, signal), controller)
                .catch(() => {});
              if (before === "open" && breaker.state.name === "half_open") {
                expect(nowMs).toBeGreaterThanOrEqual((changes.at(-2)?.atMs ?? 0) + resetTimeoutMs);
              }
              if (how === "gave up") pause().then(() => controller.abort(gaveUp));
              await calling;
              await pause();
            }
          };
          const clock = async () => {
            for (const ms of waits) {
              await pause();
              nowMs += ms;
            }
          };
          await scheduler.waitFor(Promise.all([clock(), ...clients.map(run)]));

          const ways = [
            "closed > open",
            "open > half_open",
            "half_open > open",
            "half_open > closed",
          ];
          let state = "closed";
          for (const { from, to } of changes) {
            expect(from).toBe(state);
            expect(ways).toContain(`${from} > ${to}`);
            state = to;
          }
          expect(breaker.state.name).toBe(state);
          const openings = changes.filter(({ from }) => from === "closed").length;
          expect(failures).toBeGreaterThanOrEqual(openings * failureThreshold);
          expect(visited).not.toContain("open");
          expect(mostProbes).toBeLessThanOrEqual(1);
          expect(probes).toBe(0);
        },
      ),
      { numRuns: 300 },
    );
  });
});
