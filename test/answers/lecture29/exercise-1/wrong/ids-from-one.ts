// requirement 3: the requests are numbered from 1 to 10
function makeRequests(): RequestData[] {
  const requests: RequestData[] = [];
  for (let requestId = 1; requestId <= 10; requestId++) {
    requests.push({ requestId, values: Array.from({ length: 10_000 }, () => Math.random()) });
  }
  return requests;
}
