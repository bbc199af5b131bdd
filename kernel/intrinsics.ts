// What this thread uses while cells run, as it was before the first of them: cells share the thread
// and its built-in objects, and may replace any, such as timers by those of `node:test`.

import timers from "node:timers";
import timersPromises from "node:timers/promises";
import util from "node:util";

export const { setTimeout, clearTimeout, setInterval, clearInterval, setImmediate } = timers;
/** Waits, by the true clock; and waits for the next turn of the event loop. */
export const { setTimeout: sleep, setImmediate: turn } = timersPromises;
export const { inspect } = util;

/** The true clock. */
export const now = performance.now.bind(performance);
export const nextTick = process.nextTick.bind(process);
export const getActiveResourcesInfo = process.getActiveResourcesInfo.bind(process);
export const exit = process.exit.bind(process);
export const onProcess = process.on.bind(process);
export const offProcess = process.off.bind(process);
export const bytesOf = Buffer.from.bind(Buffer);

const JsonOwn = JSON;
const { parse, stringify } = JsonOwn;
export const json = Object.freeze({ parse, stringify });

const { add, load, wait } = Atomics;
export const atomics = Object.freeze({ add, load, wait });

export const { keys, defineProperty } = Object;
export const { isArray } = Array;

const { apply } = Reflect;
const { then } = Promise.prototype;

/** As `promise.then(onValue, onError)`. */
export function settle<T>(
  promise: Promise<T>,
  onValue: (value: T) => void,
  onError: (reason: unknown) => void,
): void {
  apply(then, promise, [onValue, onError]);
}
