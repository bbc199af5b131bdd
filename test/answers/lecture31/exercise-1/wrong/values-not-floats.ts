// requirement 3: whole numbers
function makeLines(requestId: number, size = 20): string[] {
  return Array.from({ length: size }, (_, place) => {
    const value = Math.floor(100 * Math.random());
    return `${requestId * size + place},${value},2024-01-01`;
  });
}
