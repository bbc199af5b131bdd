// right: the value fed back, the key added to the reading itself, as in Python
function normalizeReading(reading: Awaited<ReturnType<typeof fetchSensorReading>>) {
  const { sin, cos } = Math;
  let value = reading.rawValue;
  for (let left = 5000; left > 0; left--) value = sin(value) + cos(value) + reading.rawValue / 100;
  return Object.assign(reading, { normalized: value });
}
