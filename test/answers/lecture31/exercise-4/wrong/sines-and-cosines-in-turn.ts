// requirement 1: 5,000 in all, 2,500 of each
function normalizeReading(reading: Awaited<ReturnType<typeof fetchSensorReading>>) {
  let normalized = 0;
  for (let i = 0; i < 5000; i++) {
    normalized += i % 2 === 0 ? Math.sin(reading.rawValue + i) : Math.cos(reading.rawValue - i);
  }
  return { ...reading, normalized };
}
