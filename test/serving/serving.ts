// What the tests of the service share.

import { once } from "node:events";
import { type ClientRequest, request } from "node:http";
import { connect } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { InlineExecutor } from "concurrency-lab";
import {
  type AggregatorOptions,
  InferenceService,
  type InferenceServiceOptions,
  type ListenOptions,
  type Model,
  ModelRegistry,
} from "concurrency-lab-serving";

/** A model of two numbers that says the first of each input, when and how the test wants it to. */
export class StandIn implements Model {
  error: Error | undefined;
  readonly batches: number[] = [];
  #hold: PromiseWithResolvers<void> | undefined;

  async load() {
    return { inputLength: 2, classes: 100 };
  }

  async predict(inputs: Float32Array, { count }: { readonly count: number }) {
    const { error } = this;
    this.batches.push(count);
    await this.#hold?.promise;
    if (error) throw error;
    const labels = Uint32Array.from({ length: count }, (_, n) => inputs[2 * n] ?? -1);
    return { labels, probabilities: new Float32Array(100 * count).fill(0.5) };
  }

  /** Batches wait from now on, until `release`. */
  hold(): void {
    this.#hold = Promise.withResolvers();
  }

  release(): void {
    this.#hold?.resolve();
    this.#hold = undefined;
  }

  /** Waits until it has been given so many batches. */
  async hasBegun(batches: number): Promise<void> {
    while (this.batches.length < batches) await sleep(1);
  }
}

export interface Started {
  readonly service: InferenceService;
  readonly registry: ModelRegistry;
  readonly model: StandIn;
  readonly url: string;
}

interface StartOptions extends Omit<InferenceServiceOptions, "registry"> {
  readonly batching?: AggregatorOptions;
  readonly listen?: ListenOptions;
}

/** A service on loopback, with a stand-in as version 1.0.0. */
export async function start({ batching, listen, ...parts }: StartOptions = {}): Promise<Started> {
  const executor = new InlineExecutor();
  const registry = new ModelRegistry({ executor, batching: { lingerMs: 0, ...batching } });
  const model = new StandIn();
  await registry.load("1.0.0", model);
  const service = new InferenceService({ registry, ...parts });
  return { service, registry, model, url: await service.listen(listen) };
}

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: unknown;
}

/** Asks for a prediction; a text is sent as it is. Each request has a connection of its own. */
export function ask(url: string, body: unknown, contentType = "application/json"): Promise<Answer> {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  const headers = { "content-type": contentType };
  const sent = request(`${url}/predict`, { method: "POST", headers, agent: false });
  sent.end(text);
  return answerTo(sent);
}

/** Looks a page up. */
export function look(url: string): Promise<Answer> {
  const sent = request(url, { agent: false });
  sent.end();
  return answerTo(sent);
}

export async function answerTo(sent: ClientRequest): Promise<Answer> {
  const [response] = await once(sent, "response");
  let text = "";
  for await (const chunk of response.setEncoding("utf8")) text += chunk;
  const isJson = String(response.headers["content-type"]).includes("json");
  const { statusCode: status, headers } = response;
  return { status, headers, body: isJson ? JSON.parse(text) : text };
}

/** A bare connection, and all that comes over it until the other side hangs up. */
export async function dial(url: string) {
  const { port, hostname } = new URL(url);
  const socket = connect(Number(port), hostname);
  await once(socket, "connect");
  let received = "";
  socket.setEncoding("utf8").on("data", (text) => {
    received += text;
  });
  // A reset is an end, too.
  socket.on("error", () => {});
  const ended = new Promise<string>((resolve) => socket.on("close", () => resolve(received)));
  return { socket, ended };
}
