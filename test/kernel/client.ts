import { type ChildProcess, spawn } from "node:child_process";
import { createHmac, randomUUID } from "node:crypto";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Dealer, Subscriber } from "zeromq";
import { addressOf, type ConnectionInfo } from "../../kernel/connection-info.ts";
import { decode, encode, type Message } from "../../kernel/messages.ts";
import { kernelArguments, root } from "../../scripts/environment.mjs";

/** What came of a request: the reply, and what was published for it meanwhile and since. */
export interface Answer {
  readonly reply: Message["content"];
  /** `[type, content]`, without status messages. */
  readonly published: [type: string, content: Message["content"]][];
}

/** Starts a kernel in a session of its own, as Jupyter does. */
const server = `
  require("node:child_process").spawn(process.execPath, process.argv.slice(1), {
    stdio: "inherit",
    detached: true,
  });
`;

/** A Jupyter client over the real wire, with a kernel of its own. */
export class Client {
  readonly process: ChildProcess;
  /** Path of the file that tells a kernel its sockets. */
  readonly connectionFile: string;
  readonly #folder: string;
  readonly #info: ConnectionInfo;
  /** One for both channels: so the kernel knows whom to ask about a request. */
  readonly #identity = randomUUID();
  readonly #shell = new Dealer({ linger: 0, routingId: this.#identity });
  readonly #stdin = new Dealer({ linger: 0, routingId: this.#identity });
  readonly #control = new Dealer({ linger: 0 });
  readonly #iopub = new Subscriber({ linger: 0 });
  readonly #replies = new Map<string, (reply: Message) => void>();
  readonly #published = new Map<string, [string, Message["content"]][]>();
  readonly #idle = new Map<string, () => void>();
  #stdout = "";
  /** What arrived, in order, as `type` and the type of the request that it answers. */
  readonly order: string[] = [];
  /** Every execution state that was published, in order. */
  readonly states: unknown[] = [];
  /** The questions of cells, in order. */
  readonly questions: unknown[] = [];
  /** What is typed in answer to a question; no answer if it is `undefined`. */
  onQuestion: (prompt: unknown) => string | undefined = () => undefined;

  private constructor(
    info: ConnectionInfo,
    folder: string,
    command: readonly string[],
    cwd: string,
  ) {
    this.#folder = folder;
    this.#info = info;
    this.connectionFile = join(folder, "connection.json");
    writeFileSync(this.connectionFile, JSON.stringify(info));
    this.process = spawn(process.execPath, [...command, this.connectionFile], {
      cwd,
      stdio: ["ignore", "pipe", "inherit"],
      detached: true,
    });
  }

  /**
   * Starts a kernel, and waits until it answers.
   *
   * @param options.command  what Node is started with in front of the connection file
   * @param options.hasServer  puts a process between, as Jupyter's server is: `process` is that one
   * @param options.ports  TCP ports, for a kernel that cannot do without
   * @param options.cwd  the notebook's folder
   */
  static async start({
    command = kernelArguments as readonly string[],
    hasServer = false,
    ports = undefined as readonly number[] | undefined,
    cwd = join(root, "notebooks"),
  } = {}): Promise<Client> {
    const folder = mkdtempSync(join(tmpdir(), "kernel-"));
    const [shell = 1, iopub = 2, stdin = 3, control = 4, hb = 5] = ports ?? [];
    const info = {
      ...(ports
        ? { transport: "tcp", ip: "127.0.0.1" }
        : { transport: "ipc", ip: join(folder, "s") }),
      shell_port: shell,
      iopub_port: iopub,
      stdin_port: stdin,
      control_port: control,
      hb_port: hb,
      key: randomUUID(),
      signature_scheme: "hmac-sha256",
    };
    const client = new Client(info, folder, hasServer ? ["-e", server, ...command] : command, cwd);
    client.#shell.connect(addressOf(info, shell));
    client.#control.connect(addressOf(info, control));
    client.#iopub.connect(addressOf(info, iopub));
    client.#stdin.connect(addressOf(info, stdin));
    client.#iopub.subscribe();
    void client.#listen(client.#shell);
    void client.#listen(client.#control);
    void client.#answer();
    void client.#listen(client.#iopub);
    // Until the subscription is there, what is published is lost: only then does idle arrive.
    for (let isHeard = false; !isHeard; ) {
      isHeard = await Promise.race([
        client.request("kernel_info_request").then(() => true),
        new Promise<boolean>((resolve) => setTimeout(resolve, 50, false)),
      ]);
    }
    return client;
  }

  /** Sends a request, and waits for its reply and its idle. */
  async request(type: string, content: object = {}): Promise<Answer> {
    const frames = encode(type, content, undefined, this.#info.key);
    const message = decode(
      frames.map((frame) => Buffer.from(frame)),
      this.#info.key,
    );
    const id = message?.header.msg_id ?? "";
    const published: Answer["published"] = [];
    this.#published.set(id, published);
    const idle = new Promise<void>((resolve) => this.#idle.set(id, resolve));
    const reply = new Promise<Message>((resolve) => this.#replies.set(id, resolve));
    await this.#shell.send(frames);
    const { content: replied } = await reply;
    await idle;
    return { reply: replied, published };
  }

  /** Runs a cell. */
  execute(code: string, options: object = {}): Promise<Answer> {
    const content = { code, silent: false, store_history: true, stop_on_error: true, ...options };
    return this.request("execute_request", content);
  }

  /** Sends something on shell to which there is no reply, and waits for its idle. */
  async send(type: string, content: unknown): Promise<Answer["published"]> {
    const frames = encode(type, content as object, undefined, this.#info.key);
    const header = JSON.parse(String(frames[2]));
    const published: Answer["published"] = [];
    this.#published.set(header.msg_id, published);
    const idle = new Promise<void>((resolve) => this.#idle.set(header.msg_id, resolve));
    await this.#shell.send(frames);
    await idle;
    return published;
  }

  /** Sends parts as they are, signed with the right key. */
  async sendRaw(...parts: readonly string[]): Promise<void> {
    const hmac = createHmac("sha256", this.#info.key);
    for (const part of parts) hmac.update(part);
    await this.#shell.send(["<IDS|MSG>", hmac.digest("hex"), ...parts]);
  }

  /** Waits until a text has been printed, and returns all that was printed from it on. */
  async printed(text: string): Promise<string> {
    while (!this.#stdout.includes(text)) await new Promise((resolve) => setTimeout(resolve, 10));
    return this.#stdout.slice(this.#stdout.lastIndexOf(text));
  }

  /** Sends a request on the control channel, and waits for its reply. */
  async control(type: string, content: object = {}): Promise<Message["content"]> {
    const frames = encode(type, content, undefined, this.#info.key);
    const message = decode(
      frames.map((frame) => Buffer.from(frame)),
      this.#info.key,
    );
    const reply = new Promise<Message>((resolve) =>
      this.#replies.set(message?.header.msg_id ?? "", resolve),
    );
    await this.#control.send(frames);
    return (await reply).content;
  }

  /** Shuts the kernel down, by force if it does not go by itself. */
  async close(): Promise<void> {
    if (this.process.exitCode === null && this.process.signalCode === null) {
      const exit = once(this.process, "exit");
      void this.control("shutdown_request", { restart: false });
      const force = setTimeout(() => this.process.kill("SIGKILL"), 3_000);
      await exit;
      clearTimeout(force);
    }
    for (const socket of [this.#shell, this.#stdin, this.#control, this.#iopub]) socket.close();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  async #answer(): Promise<void> {
    for await (const frames of this.#stdin) {
      const question = decode(frames, this.#info.key);
      if (question?.header.msg_type !== "input_request") continue;
      const { prompt } = question.content;
      this.questions.push(prompt);
      const value = this.onQuestion(prompt);
      if (value === undefined) continue;
      const about = { header: question.header, identities: [] };
      await this.#stdin.send(encode("input_reply", { value }, about, this.#info.key));
    }
  }

  async #listen(socket: Dealer | Subscriber): Promise<void> {
    for await (const frames of socket) {
      const message = decode(frames, this.#info.key);
      if (!message) continue;
      const parent = message.parentHeader.msg_id ?? "";
      const type = message.header.msg_type;
      const about = message.parentHeader.msg_type ?? "nothing";
      const state = type === "status" ? ` ${message.content.execution_state}` : "";
      this.order.push(`${type}${state} of ${about}`);
      if (socket !== this.#iopub) {
        this.#replies.get(parent)?.(message);
      } else if (type === "status") {
        this.states.push(message.content.execution_state);
        if (message.content.execution_state === "idle") this.#idle.get(parent)?.();
      } else {
        this.#published.get(parent)?.push([type, message.content]);
        if (type === "stream") this.#stdout += message.content.text;
      }
    }
  }
}

/** The text that an answer shows on stdout, or on another stream. */
export function textOf({ published }: Answer, stream = "stdout"): string {
  return published
    .flatMap(([type, content]) =>
      type === "stream" && content.name === stream ? content.text : [],
    )
    .join("");
}

/** The errors that an answer shows. */
export function errorsOf({ published }: Answer): string[] {
  return published.flatMap(([type, { ename, evalue }]) =>
    type === "error" ? `${ename}: ${evalue}` : [],
  );
}

/** Ports that no program has taken at this moment. */
export async function freePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createServer().listen(0, "127.0.0.1"));
  const ports = await Promise.all(
    servers.map(
      (server) =>
        new Promise<number>((resolve) => {
          server.on("listening", () => resolve((server.address() as { port: number }).port));
        }),
    ),
  );
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}
