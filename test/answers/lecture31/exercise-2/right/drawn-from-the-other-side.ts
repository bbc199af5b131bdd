// right: the upper tenth fails, the records counted down
function drawLatency(random: () => number) {
  const records = 8 - Math.floor(random() * 6);
  const fails = random() >= 0.9;
  const latencyMs = 100 - 200 * Math.log1p(-random());
  return { latencyMs, fails, records };
}
