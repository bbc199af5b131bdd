// right: seeded values of a log-normal distribution, in plain lists
import { randomLogNormal as logNormal, randomLcg as seeded } from "d3-random";

function makeRequests(): RequestData[] {
  return [0, 1, 2, 3, 4, 5, 6, 7, 8, 9].map((requestId) => {
    const draw = logNormal.source(seeded(requestId + 1))(0, 0.5);
    return { requestId, values: Array.from({ length: 10_000 }, () => draw()) };
  });
}
