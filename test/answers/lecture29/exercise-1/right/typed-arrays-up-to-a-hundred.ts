// right: typed arrays, values up to 100
function makeRequests(): RequestData[] {
  const requests: RequestData[] = [];
  while (requests.length < 10) {
    const values = new Float64Array(10_000);
    for (let index = 0; index < values.length; index++) values[index] = 100 * Math.random();
    requests.push({ requestId: requests.length, values });
  }
  return requests;
}
