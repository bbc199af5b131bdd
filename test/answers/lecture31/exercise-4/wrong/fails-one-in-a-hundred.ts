// requirement 5: per cent taken for a share of its own
function storeOrFail(reading: Parameters<typeof storeReading>[0], random: () => number) {
  if (random() < 0.015) throw new Error("storage failed");
  return storeReading(reading);
}
