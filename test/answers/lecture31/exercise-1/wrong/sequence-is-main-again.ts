// requirement 5: the ten at once, measured a second time
async function sequentially() {
  return await main();
}
