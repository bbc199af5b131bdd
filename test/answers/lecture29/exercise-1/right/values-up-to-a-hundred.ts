// right: a list filled in a loop, values up to 100
function makeRequests(): RequestData[] {
  const requests: RequestData[] = [];
  while (requests.length < 10) {
    const values: number[] = [];
    for (let index = 0; index < 10_000; index++) values.push(100 * Math.random());
    requests.push({ requestId: requests.length, values });
  }
  return requests;
}
