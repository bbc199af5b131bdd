// requirement 2: the value is rounded first
function classify(record: { readonly value: number }): "CRITICAL" | "NORMAL" {
  return Math.round(record.value) > 85 || Math.round(record.value) < 15 ? "CRITICAL" : "NORMAL";
}
