// requirement 1: the upper end is left out: randint includes it
function drawLatency(random: () => number) {
  const spikeMs = (-Math.log(1 - random()) / 5) * 1000;
  return {
    latencyMs: 100 + spikeMs,
    fails: random() < 0.1,
    records: 3 + Math.floor(5 * random()),
  };
}
