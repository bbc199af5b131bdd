// requirement 3: two fields
function makeLines(requestId: number, size = 20): string[] {
  return Array.from({ length: size }, (_, place) => {
    const value = (100 * Math.random()).toFixed(1);
    return `${requestId * size + place},${value}`;
  });
}
