import {
  fetchMetadataBlocking,
  normalizeReading,
  parseCsvChunk,
  parseCsvLine,
  storeReading,
} from "concurrency-lab";
import { expect, test } from "vitest";

test("exercise 1: a line becomes a record, whatever may be quoted or spaced", () => {
  const record = { id: 1, value: 45.3, timestamp: "2024-01-01" };
  expect(parseCsvLine("1,45.3,2024-01-01")).toEqual(record);
  expect(parseCsvLine(' 1 , "45.3",2024-01-01\r')).toEqual(record);
  expect(parseCsvLine("\uFEFF1,4.53e1,2024-01-01\n")).toEqual(record);
  expect(parseCsvLine("1,-.5,2024-02-29T12:00:00Z")).toEqual({
    id: 1,
    value: -0.5,
    timestamp: "2024-02-29T12:00:00Z",
  });
});

test.each([
  ["", "0 of 3 fields"],
  ["1,45.3", "2 of 3 fields"],
  ["1,45.3,2024-01-01,", "4 of 3 fields"],
  ["1,2,2024-01-01\n2,3,2024-01-01", "2 records in one line"],
  ["1.5,2,2024-01-01", 'id is not a whole number: "1.5"'],
  ["1,,2024-01-01", 'value is not a number: ""'],
  ["1,0x10,2024-01-01", 'value is not a number: "0x10"'],
  ["1,1e999,2024-01-01", 'value is not a number: "1e999"'],
  ['1,"45,3",2024-01-01', 'value is not a number: "45,3"'],
  ["1,2,yesterday", 'timestamp is not a date: "yesterday"'],
  ["1,2,2024-02-30", 'timestamp is not a date: "2024-02-30"'],
  ['1,4"5,2024-01-01', "Invalid Opening Quote: a quote is found on field 1"],
  ['1,"45"3,2024-01-01', 'Invalid Closing Quote: got "3"'],
  ['1,"45.3,2024-01-01', "Quote Not Closed: the parsing is finished with an opening quote"],
])("exercise 1: refuses the line %o", (text, reason) => {
  expect(() => parseCsvLine(text)).toThrow(new SyntaxError(reason));
});

test("exercise 1: malformed lines are set aside, and the others are parsed", () => {
  const start = performance.now();
  const good = "1,45.3,2024-01-01";
  const { records, errors } = parseCsvChunk([good, '2,"45.3,2024-01-01', good, "4,5"]);
  expect(performance.now() - start).toBeGreaterThan(0.3);
  expect(records).toEqual([parseCsvLine(good), parseCsvLine(good)]);
  expect(errors).toEqual([
    { line: 2, text: '2,"45.3,2024-01-01', reason: expect.stringMatching(/^Quote Not Closed/) },
    { line: 4, text: "4,5", reason: "2 of 3 fields" },
  ]);
});

test("exercise 1: the metadata service names an id, and blocks for 50 to 100 ms", () => {
  const start = performance.now();
  expect(fetchMetadataBlocking(3)).toEqual({ id: 3, label: "item_3" });
  expect(performance.now() - start).toBeGreaterThan(49);
});

test("exercise 4: a reading is normalized by 5,000 rounds of a sine and a cosine", () => {
  const { sensorId, rawValue, normalized } = normalizeReading({ sensorId: 7, rawValue: 50 });
  expect([sensorId, rawValue]).toEqual([7, 50]);
  // sin a cos b = (sin(a + b) + sin(a - b)) / 2
  let sum = 0;
  for (let i = 0; i < 5_000; i++) sum += (Math.sin(100) + Math.sin(2 * i)) / 2;
  expect(normalized).toBeCloseTo(sum / 5_000, 9);
});

test.each([Number.NaN, Number.POSITIVE_INFINITY])(
  "exercise 4: refuses the raw value %o",
  (rawValue) => {
    expect(() => normalizeReading({ sensorId: 7, rawValue })).toThrow(
      new RangeError(
        `Cannot normalize reading of sensor 7 as \`rawValue\` must be a finite number: received ${rawValue}`,
      ),
    );
  },
);

test("exercise 4: the storage answers after it has blocked for 20 ms", () => {
  const start = performance.now();
  expect(storeReading({ sensorId: 7 })).toEqual({ stored: true, sensorId: 7 });
  expect(performance.now() - start).toBeGreaterThan(19);
});
