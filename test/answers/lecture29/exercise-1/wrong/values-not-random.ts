// requirement 3: the values count up instead of being random
function makeRequests(): RequestData[] {
  return Array.from({ length: 10 }, (_, requestId) => ({
    requestId,
    values: Array.from({ length: 10_000 }, (_, index) => (index + requestId) / 10_010),
  }));
}
