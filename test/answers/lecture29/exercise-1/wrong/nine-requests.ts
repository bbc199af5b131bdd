// requirement 3: the loop ends one request too early
function makeRequests(): RequestData[] {
  const requests: RequestData[] = [];
  for (let requestId = 0; requestId < 9; requestId++) {
    requests.push({ requestId, values: Array.from({ length: 10_000 }, () => Math.random()) });
  }
  return requests;
}
