// right: NORMAL in the end, the limits in steps
const LIMITS = { low: 15, high: 85 } as const;

function classify({ value }: { readonly value: number }) {
  if (value > LIMITS.high) return "CRITICAL";
  if (value < LIMITS.low) return "CRITICAL";
  return "NORMAL";
}
