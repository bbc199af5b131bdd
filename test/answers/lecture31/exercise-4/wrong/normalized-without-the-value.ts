// requirement 1: the same for each reading
function normalizeReading(reading: Awaited<ReturnType<typeof fetchSensorReading>>) {
  let normalized = 0;
  for (let i = 0; i < 5000; i++) {
    normalized += Math.sin(i) * Math.cos(i);
  }
  return { ...reading, normalized };
}
