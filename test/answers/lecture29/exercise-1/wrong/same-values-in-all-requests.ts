// requirement 3: the ten requests share one list of values
function makeRequests(): RequestData[] {
  const values = Array.from({ length: 10_000 }, () => Math.random());
  return Array.from({ length: 10 }, (_, requestId) => ({ requestId, values }));
}
