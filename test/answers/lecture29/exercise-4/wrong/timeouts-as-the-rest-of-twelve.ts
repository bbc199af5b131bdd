// requirement 4: what is missing to 12 is taken for timeouts
function summarize(results: readonly { status: string; error?: string | undefined }[]) {
  const successes = results.filter(({ status }) => status === "success").length;
  const valueErrors = results.filter(({ error }) => error?.includes("failed intentionally")).length;
  const timeouts = 12 - successes - valueErrors;
  return { successes, valueErrors, timeouts, total: successes + valueErrors + timeouts };
}
