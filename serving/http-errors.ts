import { CircuitOpenError, QueueFullError, TimeoutError, WorkerDiedError } from "concurrency-lab";
import { InvalidInputError } from "./invalid-input-error.ts";
import { UnknownVersionError } from "./unknown-version-error.ts";

/** What a client is told of an error: never its stack, and of our own faults not even the message. */
export interface HttpError {
  readonly status: number;
  readonly error: string;
  /** Which field of the request is to be mended. */
  readonly field?: string;
  readonly retryAfterMs?: number;
}

/** What Fastify's own errors and those of its validator have. */
interface FastifyErrorLike {
  readonly message: string;
  readonly statusCode?: number;
  readonly validation?: readonly {
    readonly instancePath: string;
    readonly message?: string;
    readonly params: Readonly<Record<string, unknown>>;
  }[];
}

/** When to come back after what passes within a moment. */
const soonMs = 1000;

export function toHttpError(error: unknown): HttpError {
  if (error instanceof InvalidInputError) {
    return { status: 400, error: error.message, field: error.field };
  }
  if (error instanceof UnknownVersionError) {
    return { status: 404, error: error.message, field: "model_version" };
  }
  if (error instanceof TimeoutError) {
    return { status: 504, error: `No prediction within ${error.timeoutMs} ms` };
  }
  if (error instanceof QueueFullError) return overloaded;
  if (error instanceof CircuitOpenError) {
    const retryAfterMs = Math.min(error.retryAfterMs, 3_600_000);
    return { status: 503, error: "The model version fails at the moment", retryAfterMs };
  }
  if (error instanceof WorkerDiedError) {
    return { status: 503, error: "The worker ended: try again", retryAfterMs: soonMs };
  }
  return ofFastify(error as FastifyErrorLike);
}

export const overloaded: HttpError = { status: 503, error: "Overloaded", retryAfterMs: soonMs };
export const draining: HttpError = { status: 503, error: "Shutting down", retryAfterMs: soonMs };

function ofFastify({ statusCode = 500, message, validation }: FastifyErrorLike): HttpError {
  const [flaw] = validation ?? [];
  if (flaw) {
    const { missingProperty, additionalProperty } = flaw.params;
    const below = missingProperty ?? additionalProperty;
    const path = flaw.instancePath.slice(1) + (below === undefined ? "" : `/${below}`);
    const field = path.replace(/^\//, "").replace(/\/(\d+)/g, "[$1]") || "body";
    const reason = below === missingProperty ? "is missing" : "is not known";
    return {
      status: 400,
      error: `${field} ${below === undefined ? (flaw.message ?? "is wrong") : reason}`,
      field,
    };
  }
  if (statusCode >= 400 && statusCode < 500) {
    const isOfBody = statusCode === 400 || statusCode === 413 || statusCode === 415;
    return { status: statusCode, error: message, ...(isOfBody && { field: "body" }) };
  }
  return { status: 500, error: "Internal server error" };
}
