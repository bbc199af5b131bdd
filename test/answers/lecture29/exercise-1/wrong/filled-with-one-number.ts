// requirement 3: one random number, 10,000 times
function makeRequests(): RequestData[] {
  return Array.from({ length: 10 }, (_, requestId) => ({
    requestId,
    values: new Array<number>(10_000).fill(Math.random()),
  }));
}
