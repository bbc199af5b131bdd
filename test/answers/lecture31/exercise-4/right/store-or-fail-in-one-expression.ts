// right: the upper end fails, with a class of its own
class StorageError extends Error {}

function storeOrFail(reading: Parameters<typeof storeReading>[0], random: () => number) {
  if (random() <= 0.85) return storeReading(reading);
  throw new StorageError(`sensor ${reading.sensorId}: storage failed`);
}
