// requirement 3: 1,000 values in a request
function makeRequests(): RequestData[] {
  return Array.from({ length: 10 }, (_, requestId) => ({
    requestId,
    values: Array.from({ length: 1_000 }, () => Math.random()),
  }));
}
