import { startWait } from "concurrency-lab/internal";
import fastify, {
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  LogController,
} from "fastify";
import { draining, type HttpError, overloaded, toHttpError } from "./http-errors.ts";
import {
  type CheckedListenOptions,
  checkListenOptions,
  type HttpServer,
  type ListenOptions,
} from "./http-options.ts";
import { type PredictBody, predictRoute } from "./http-schemas.ts";
import type { PredictionService } from "./prediction-service.ts";
import { ServiceMetrics } from "./service-metrics.ts";
import { watchSilentConnections } from "./silent-connections.ts";

/** How long a service that closes waits for connections over which nothing has been said. */
const silentMs = 500;

/**
 * Has a service answer HTTP. Only `listen` imports this file, when it is called: Fastify takes half a
 * second to load.
 */
export async function startServer(
  service: PredictionService,
  options: ListenOptions,
): Promise<HttpServer> {
  const checked = checkListenOptions(options);
  const app = createApp(checked);
  addRoutes(app, service);
  const hangUpOnSilent = watchSilentConnections(app.server);
  const { port, host, drainTimeoutMs } = checked;
  // In one instant more may connect than Node's 511 that wait to be accepted.
  const url = await app.listen({ port, host, backlog: 4096 });
  const close = async () => {
    const hangUp = () => app.server.closeAllConnections();
    const stop = startWait(drainTimeoutMs, undefined, { onTime: hangUp, onAbort: () => {} });
    // Those who have just connected may be about to ask: they are told to go elsewhere.
    const silence = { onTime: hangUpOnSilent, onAbort: () => {} };
    const stopSilence = startWait(Math.min(silentMs, drainTimeoutMs), undefined, silence);
    await app.close();
    stop();
    stopSilence();
  };
  return { url, close };
}

function createApp(options: CheckedListenOptions): FastifyInstance {
  const { maxBodyBytes, requestTimeoutMs, logLevel, logTo } = options;
  return fastify({
    logger: { level: logLevel, ...(logTo && { stream: logTo }) },
    // A line for each of thousands of requests in a second: the metrics count them, too.
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: maxBodyBytes,
    requestTimeout: requestTimeoutMs,
    http: {
      headersTimeout: requestTimeoutMs / 2,
      // How often Node looks whether one of the two has passed.
      connectionsCheckingInterval: Math.min(1000, requestTimeoutMs),
    },
    // Longer than the minute after which balancers drop theirs: else they would send into a
    // connection that is just being closed.
    keepAliveTimeout: 72_000,
    // Ours says when to come back.
    return503OnClosing: false,
    ajv: { customOptions: { coerceTypes: false, removeAdditional: false, useDefaults: false } },
  });
}

function addRoutes(app: FastifyInstance, service: PredictionService): void {
  const metrics = new ServiceMetrics(service);
  const { registry, health } = service;

  // A text that is no JSON: 415, and not a body of the wrong type.
  app.removeContentTypeParser("text/plain");
  app.setErrorHandler((error, request, reply) => {
    const answer = toHttpError(error);
    if (answer.status === 500) request.log.error({ err: error }, "request failed");
    return send(reply, answer);
  });
  app.setNotFoundHandler((request, reply) =>
    send(reply, { status: 404, error: `There is no ${request.method} ${request.url}` }),
  );
  // A connection that stays open would keep the server from closing.
  app.addHook("onSend", (_request, reply, payload, done) => {
    if (service.isDraining) reply.header("connection", "close");
    done(null, payload);
  });

  app.post<{ Body: PredictBody }>("/predict", {
    schema: predictRoute,
    // Before the body is read: else reading what is refused would take the time of what is not.
    onRequest: (_request, reply, done) => {
      const refusal = refusalOf(service);
      if (refusal) send(reply, refusal);
      else done();
    },
    onResponse: (_request, reply, done) => {
      metrics.record(reply.statusCode, reply.elapsedTime);
      done();
    },
    handler: async ({ body }: FastifyRequest<{ Body: PredictBody }>, reply) => {
      const signal = signalOf(reply);
      const options = { modelVersion: body.model_version, signal };
      const { label, probability, modelVersion } = await service.predict(body.input, options);
      return { prediction: label, probability, model_version: modelVersion };
    },
  });

  app.get("/models", () => ({ models: registry.list() }));
  app.get("/metrics", (_request, reply) => {
    reply.type(metrics.contentType);
    return metrics.text();
  });
  app.get("/health", (_request, reply) => {
    const { report } = health;
    const isWell = report.status !== "degraded" && service.isReady;
    return reply.code(isWell ? 200 : 503).send({ ...report, ready: service.isReady });
  });
  // Liveness: whoever does not even answer this is to be started anew.
  app.get("/health/live", () => ({ status: "live" }));
  // Readiness: whoever says no is to be sent no requests for a while.
  app.get("/health/ready", (_request, reply) => {
    const status = service.isDraining ? "draining" : service.isReady ? "ready" : "no model";
    return reply.code(service.isReady ? 200 : 503).send({ status });
  });
}

/** Why a request is not taken now, if it is not. */
function refusalOf({
  isDraining,
  backpressure,
  rateLimiter,
}: PredictionService): HttpError | undefined {
  if (isDraining) return draining;
  if (backpressure.turnsAway()) return overloaded;
  if (!rateLimiter || rateLimiter.tryTake()) return undefined;
  return { status: 429, error: "Too many requests", retryAfterMs: rateLimiter.retryAfterMs() };
}

/** Aborts when the client hangs up before it has its answer. */
function signalOf(reply: FastifyReply): AbortSignal {
  const controller = new AbortController();
  reply.raw.once("close", () => {
    if (!reply.raw.writableFinished) controller.abort(new Error("The client has hung up"));
  });
  return controller.signal;
}

function send(
  reply: FastifyReply,
  { status, error, field, retryAfterMs }: HttpError,
): FastifyReply {
  if (retryAfterMs !== undefined) {
    // Whole seconds, as the header knows no others.
    reply.header("retry-after", Math.max(1, Math.ceil(retryAfterMs / 1000)));
  }
  return reply.code(status).send({ error, ...(field !== undefined && { field }) });
}
