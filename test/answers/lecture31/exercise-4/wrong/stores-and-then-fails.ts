// requirement 5: a failing call has stored the reading
function storeOrFail(reading: Parameters<typeof storeReading>[0], random: () => number) {
  const receipt = storeReading(reading);
  if (random() < 0.15) throw new Error("storage failed");
  return receipt;
}
