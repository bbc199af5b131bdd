// requirement 3: one line is missing
function makeLines(requestId: number, size = 20): string[] {
  return Array.from({ length: size - 1 }, (_, place) => {
    const value = (100 * Math.random()).toFixed(1);
    return `${requestId * size + place},${value},2024-01-01`;
  });
}
