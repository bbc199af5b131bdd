// npm run bench -- breakers: what a circuit breaker adds to a call that succeeds, and what one costs
// that it refuses, for AsyncCircuitBreaker, opossum and cockatiel, in one run.
//
// The candidates take turns, and what is told of each is the median of its rounds: the machine's
// speed drifts by more than they differ.

import assert from "node:assert/strict";
import { BrokenCircuitError, ConsecutiveBreaker, circuitBreaker, handleAll } from "cockatiel";
import { table } from "concurrency-lab";
import Opossum from "opossum";
import { AsyncCircuitBreaker } from "../lib/breakers/async-circuit-breaker.ts";
import { CircuitOpenError } from "../lib/breakers/circuit-open-error.ts";

const rounds = 40;
const callsARound = 20_000;
const failureThreshold = 3;
const anHourMs = 3_600_000;

let isDown = false;
/** The service: next to no work, so that what remains is the breaker's. */
const service = async () => {
  if (isDown) throw new Error("down");
  return 1;
};
const ours = () => new AsyncCircuitBreaker({ failureThreshold, resetTimeoutMs: anHourMs });
/** It counts a share of failures, not failures in a row: the third of three opens it too. */
const opossum = (options: Opossum.Options = {}) =>
  new Opossum(service, {
    volumeThreshold: failureThreshold,
    resetTimeout: anHourMs,
    ...options,
  });
const cockatiel = () =>
  circuitBreaker(handleAll, {
    breaker: new ConsecutiveBreaker(failureThreshold),
    halfOpenAfter: anHourMs,
  });

interface Candidate {
  readonly call: () => Promise<unknown>;
  readonly isRefusal?: (error: unknown) => boolean;
  readonly close?: () => void;
}
const isOurRefusal = (error: unknown) => error instanceof CircuitOpenError;
/** Each of them new, as one is to be closed and the other open. */
const kinds: Record<string, () => Candidate> = {
  "no breaker": () => ({ call: service }),
  AsyncCircuitBreaker: () => {
    const breaker = ours();
    return { call: () => breaker.call(service), isRefusal: isOurRefusal };
  },
  "AsyncCircuitBreaker, with a signal": () => {
    const breaker = ours();
    const { signal } = new AbortController();
    return { call: () => breaker.call(service, { signal }), isRefusal: isOurRefusal };
  },
  cockatiel: () => {
    const breaker = cockatiel();
    return {
      call: () => breaker.execute(service),
      isRefusal: (error) => error instanceof BrokenCircuitError,
    };
  },
  // As the others: no time limit of its own, no statistics of latencies.
  "opossum, no time-out": () =>
    ofOpossum(opossum({ timeout: false, rollingPercentilesEnabled: false })),
  "opossum, as it comes": () => ofOpossum(opossum()),
};

function ofOpossum(breaker: Opossum): Candidate {
  return {
    call: () => breaker.fire(),
    isRefusal: (error) => (error as { readonly code?: unknown }).code === "EOPENBREAKER",
    close: () => breaker.shutdown(),
  };
}

const closed = new Map<string, Candidate>();
const open = new Map<string, Candidate>();
for (const [name, create] of Object.entries(kinds)) {
  closed.set(name, create());
  const candidate = create();
  if (!candidate.isRefusal) continue;
  isDown = true;
  for (let n = 0; n < failureThreshold; n++) await assert.rejects(candidate.call(), /down/);
  await assert.rejects(candidate.call(), candidate.isRefusal, `${name} is not open`);
  isDown = false;
  open.set(name, candidate);
}

const succeeded = await measure(closed);
const refused = await measure(open);
const ofOurs = medianOf(refused, "AsyncCircuitBreaker");
const bare = medianOf(succeeded, "no breaker");
const added = (name: string) => medianOf(succeeded, name) - bare;
console.log(
  table(
    Object.keys(kinds).map((name) => ({
      "ns a call": name,
      "that succeeds": Math.round(medianOf(succeeded, name)),
      "of it the breaker's": Math.round(added(name)),
      "times ours": (added(name) / added("AsyncCircuitBreaker")).toFixed(1),
      "that is refused": open.has(name) ? Math.round(medianOf(refused, name)) : "",
      "times ours, refused": open.has(name) ? (medianOf(refused, name) / ofOurs).toFixed(1) : "",
    })),
    { title: `one call at a time, median of ${rounds} rounds of ${callsARound} calls` },
  ),
);
for (const { close } of [...closed.values(), ...open.values()]) close?.();

/** The nanoseconds a call of each, round by round. */
async function measure(candidates: Map<string, Candidate>): Promise<Map<string, number[]>> {
  const times = new Map<string, number[]>();
  for (const { call } of candidates.values()) await nanosecondsPerCall(call);
  for (let round = 0; round < rounds; round++) {
    for (const [name, { call }] of candidates) {
      times.set(name, [...(times.get(name) ?? []), await nanosecondsPerCall(call)]);
    }
  }
  return times;
}

async function nanosecondsPerCall(call: () => Promise<unknown>): Promise<number> {
  const ignore = () => {};
  const start = performance.now();
  for (let n = 0; n < callsARound; n++) await call().catch(ignore);
  return ((performance.now() - start) / callsARound) * 1e6;
}

function medianOf(times: Map<string, number[]>, name: string): number {
  const values = times.get(name) ?? [];
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
}
