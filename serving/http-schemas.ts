/** What `POST /predict` takes. */
export interface PredictBody {
  readonly input: number[];
  readonly model_version?: string;
}

/** As JSON schema: which numbers and how many, the model knows. */
export const predictRoute = {
  body: {
    type: "object",
    required: ["input"],
    additionalProperties: false,
    properties: {
      input: { type: "array", minItems: 1, items: { type: "number" } },
      model_version: { type: "string", minLength: 1, maxLength: 64 },
    },
  },
  response: {
    200: {
      type: "object",
      properties: {
        prediction: { type: "integer" },
        probability: { type: "number" },
        model_version: { type: "string" },
      },
    },
  },
} as const;
