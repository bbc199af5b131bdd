// right: a sum of squares, divided by the number of rounds
function normalizeReading(reading: Awaited<ReturnType<typeof fetchSensorReading>>) {
  let normalized = 0;
  for (let i = 0; i < 5000; i++) {
    normalized += (Math.sin(reading.rawValue * i) + Math.cos(reading.rawValue)) / 5000;
  }
  return { ...reading, normalized };
}
