// requirement 5: "processes only" is main once more, with its threads
async function processesOnly() {
  return main();
}
