// The functions of the inference service that run in a worker.

import { sleepSync } from "concurrency-lab/internal";
import type { InferenceSession } from "onnxruntime-node";

/** What a model takes, and what it tells apart. */
export interface ModelShape {
  /** Numbers in one input. */
  readonly inputLength: number;
  readonly classes: number;
}

/** What a model says of a batch. */
export interface BatchPrediction {
  /** The class of each input. */
  readonly labels: Uint32Array;
  /** How sure it is of each class: those of the first input, then those of the second … */
  readonly probabilities: Float32Array;
}

/** Sessions that a worker keeps: each holds its model's weights. The one used last goes last. */
const maxSessions = 8;

const sessions = new Map<string, Promise<InferenceSession>>();

/**
 * Loads a model in this worker, and says what it takes. A worker that is given a batch of a model
 * that it does not have loads it then.
 *
 * @param modelPath  a classifier as ONNX: one input of floats, outputs for labels and probabilities
 * @throws {Error} if the file is no such model, or onnxruntime-node is not to be had
 */
export async function loadModel(modelPath: string): Promise<ModelShape> {
  const { inputMetadata, outputMetadata } = await sessionOf(modelPath);
  const [input] = inputMetadata;
  const [, probabilities] = outputMetadata;
  const inputLength = input?.isTensor ? input.shape.at(-1) : undefined;
  const classes = probabilities?.isTensor ? probabilities.shape.at(-1) : undefined;
  if (typeof inputLength !== "number" || typeof classes !== "number") {
    throw new TypeError(
      `Cannot load ${modelPath} as it must have a tensor as its input, and two as its outputs, labels and probabilities: skl2onnx writes such a model with the option \`zipmap: False\``,
    );
  }
  return { inputLength, classes };
}

/**
 * Has a model classify a batch, on the one thread of this worker.
 *
 * @param inputs  those of the first item, then those of the second …
 * @param count  items in the batch
 */
export async function predictBatch(
  modelPath: string,
  inputs: Float32Array,
  count: number,
): Promise<BatchPrediction> {
  const session = await sessionOf(modelPath);
  const { Tensor } = await loadRuntime();
  const [inputName = ""] = session.inputNames;
  const [labelsName = "", probabilitiesName = ""] = session.outputNames;
  const input = new Tensor("float32", inputs, [count, inputs.length / count]);
  const outputs = await session.run({ [inputName]: input });
  const labels = outputs[labelsName]?.data as BigInt64Array;
  return {
    labels: Uint32Array.from(labels, Number),
    probabilities: outputs[probabilitiesName]?.data as Float32Array,
  };
}

/** What a batch of a synthetic model takes. */
export interface SyntheticCost {
  readonly batchMs: number;
  readonly itemMs: number;
}

/**
 * A model of known cost: it blocks its thread for `batchMs`, and for `itemMs` an item, as one does
 * that computes on a GPU. Its class is the place of the largest number of the input.
 *
 * @param inputs  those of the first item, then those of the second …
 * @param count  items in the batch
 *
 * @example
 * ```ts
 * const inputs = Float32Array.of(0, 1, 0, 0, 0, 1);
 * const { labels } = predictSynthetically({ batchMs: 2, itemMs: 0.05 }, inputs, 2);
 * [...labels]; // [1, 2]
 * ```
 */
export function predictSynthetically(
  { batchMs, itemMs }: SyntheticCost,
  inputs: Float32Array,
  count: number,
): BatchPrediction {
  const untilMs = performance.now() + batchMs + count * itemMs;
  const classes = inputs.length / count;
  const labels = new Uint32Array(count);
  const probabilities = new Float32Array(inputs.length);
  for (let item = 0; item < count; item++) {
    const input = inputs.subarray(item * classes, (item + 1) * classes);
    const label = input.indexOf(Math.max(...input));
    labels[item] = label;
    probabilities[item * classes + label] = 1;
  }
  sleepSync(Math.max(0, untilMs - performance.now()));
  return { labels, probabilities };
}

function sessionOf(modelPath: string): Promise<InferenceSession> {
  const known = sessions.get(modelPath);
  if (known && [...sessions.keys()].at(-1) === modelPath) return known;
  const session = known ?? createSession(modelPath);
  sessions.delete(modelPath);
  sessions.set(modelPath, session);
  // What did not load is tried again by the next call.
  if (!known) session.catch(() => sessions.delete(modelPath));
  const [oldest] = sessions.keys();
  if (sessions.size > maxSessions && oldest !== undefined) {
    // A worker does one thing at a time: nobody is at work with it.
    void sessions.get(oldest)?.then((one) => one.release());
    sessions.delete(oldest);
  }
  return session;
}

async function createSession(modelPath: string): Promise<InferenceSession> {
  const { InferenceSession } = await loadRuntime();
  // More threads within a call would fight with the other workers for the cores.
  const options = { intraOpNumThreads: 1, interOpNumThreads: 1, logSeverityLevel: 3 } as const;
  return InferenceSession.create(modelPath, options);
}

/** It is 288 MB, and not to be had everywhere: so it is optional, and loaded by whom needs it. */
async function loadRuntime() {
  try {
    return await import("onnxruntime-node");
  } catch (cause) {
    throw new Error(
      `Cannot run ONNX models as the package onnxruntime-node does not load on ${process.platform}-${process.arch}: install it (\`npm install\`, not with \`--omit=optional\`), or use a SyntheticModel`,
      { cause },
    );
  }
}
