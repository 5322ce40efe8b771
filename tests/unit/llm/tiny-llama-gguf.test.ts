import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { numberOf, numbersOf, readGguf, tensorOf, textOf, textsOf } from "@/tests/fakes/tiny-llama/gguf";

type Part = readonly number[];

const bytesOf = (size: number, set: (view: DataView) => void): Part => {
  const view = new DataView(new ArrayBuffer(size));
  set(view);
  return [...new Uint8Array(view.buffer)];
};
const u8 = (value: number): Part => [value];
const u16 = (value: number) => bytesOf(2, (view) => view.setUint16(0, value, true));
const u32 = (value: number) => bytesOf(4, (view) => view.setUint32(0, value, true));
const u64 = (value: number | bigint) => bytesOf(8, (view) => view.setBigUint64(0, BigInt(value), true));
const f32 = (value: number) => bytesOf(4, (view) => view.setFloat32(0, value, true));
const f64 = (value: number) => bytesOf(8, (view) => view.setFloat64(0, value, true));
const text = (value: string): Part => [...u64(Buffer.byteLength(value)), ...Buffer.from(value)];
const i8 = (values: readonly number[]): Part => values.map((value) => value & 0xff);

interface FileParts {
  magic?: string;
  version?: number;
  metadata?: readonly Part[];
  /** One tensor called `w`. */
  tensor?: { dims: readonly number[]; type: number; data: Part };
  alignment?: number;
}

function file({ magic = "GGUF", version = 3, metadata = [], tensor, alignment = 32 }: FileParts): Uint8Array {
  const head = [
    ...Buffer.from(magic),
    ...u32(version),
    ...u64(tensor ? 1 : 0),
    ...u64(metadata.length),
    ...metadata.flat(),
  ];
  if (!tensor) return Uint8Array.from(head);
  head.push(
    ...text("w"),
    ...u32(tensor.dims.length),
    ...tensor.dims.flatMap(u64),
    ...u32(tensor.type),
    ...u64(0),
  );
  while (head.length % alignment !== 0) head.push(0xff);
  return Uint8Array.from([...head, ...tensor.data]);
}

const pair = (type: number, value: Part): Part => [...text("k"), ...u32(type), ...value];

describe("readGguf", () => {
  it.each([
    { case: "an unsigned byte", entry: pair(0, u8(200)), expected: 200 },
    { case: "a signed byte", entry: pair(1, u8(200)), expected: -56 },
    { case: "16 bits", entry: pair(2, u16(65_535)), expected: 65_535 },
    { case: "16 signed bits", entry: pair(3, u16(65_535)), expected: -1 },
    { case: "32 bits", entry: pair(4, u32(4_294_967_295)), expected: 4_294_967_295 },
    { case: "32 signed bits", entry: pair(5, u32(4_294_967_295)), expected: -1 },
    { case: "a float", entry: pair(6, f32(0.5)), expected: 0.5 },
    { case: "true", entry: pair(7, u8(1)), expected: true },
    { case: "a text", entry: pair(8, text("▁gänse")), expected: "▁gänse" },
    {
      case: "a list",
      entry: pair(9, [...u32(8), ...u64(2), ...text("a"), ...text("")]),
      expected: ["a", ""],
    },
    { case: "64 bits", entry: pair(10, u64(2 ** 40)), expected: 2 ** 40 },
    { case: "64 signed bits", entry: pair(11, u64(2n ** 64n - 3n)), expected: -3 },
    { case: "a double", entry: pair(12, f64(0.1)), expected: 0.1 },
  ])("reads metadata: $case", ({ entry, expected }) => {
    expect(readGguf(file({ metadata: [entry] })).metadata.get("k")).toEqual(expected);
  });

  it.each([
    { case: "F32", type: 0, dims: [2], data: [...f32(1.5), ...f32(-2)], expected: [1.5, -2] },
    {
      // 1; the greatest half; the smallest; -2; a third, to ten bits: 1365/4096.
      case: "F16",
      type: 1,
      dims: [5],
      data: [0x3c00, 0x7bff, 0x0001, 0xc000, 0x3555].flatMap(u16),
      expected: [1, 65_504, 2 ** -24, -2, 1365 / 4096],
    },
    {
      // Two blocks with the scales 1/2 and 2.
      case: "Q8_0",
      type: 8,
      dims: [32, 2],
      data: [
        ...u16(0x3800),
        ...i8(Array.from({ length: 32 }, (_, i) => i - 16)),
        ...u16(0x4000),
        ...i8(Array.from({ length: 32 }, () => -128)),
      ],
      expected: [
        ...Array.from({ length: 32 }, (_, i) => (i - 16) / 2),
        ...Array.from({ length: 32 }, () => -256),
      ],
    },
  ])("reads tensors: $case", ({ type, dims, data, expected }) => {
    const read = readGguf(file({ tensor: { dims, type, data } }));
    expect([...tensorOf(read, "w", dims)]).toEqual(expected);
  });

  it.each([
    { case: "version 2", parts: { version: 2 } },
    {
      case: "an alignment of its own",
      parts: { alignment: 128, metadata: [[...text("general.alignment"), ...u32(4), ...u32(128)]] },
    },
  ])("finds the tensors under $case", ({ parts }) => {
    const tensor = { dims: [1], type: 0, data: f32(7) };
    expect([...tensorOf(readGguf(file({ ...parts, tensor })), "w", [1])]).toEqual([7]);
  });

  it("reads a file that begins in the middle of a buffer", () => {
    const bytes = file({ tensor: { dims: [1], type: 0, data: f32(7) } });
    const shifted = Uint8Array.from([9, 9, 9, ...bytes]).subarray(3);
    expect(tensorOf(readGguf(shifted), "w", [1])[0]).toBe(7);
  });

  it.each([
    { case: "another kind of file", bytes: file({ magic: "GGML" }), message: "not a GGUF file" },
    { case: "version 1", bytes: file({ version: 1 }), message: "version 1" },
    {
      case: "a quantisation it does not know",
      bytes: file({ tensor: { dims: [32], type: 2, data: [] } }),
      message: "the tensor w has the type 2",
    },
    {
      case: "half a block",
      bytes: file({ tensor: { dims: [16], type: 8, data: [] } }),
      message: "not made of whole blocks",
    },
    {
      case: "a tensor that breaks off",
      bytes: file({ tensor: { dims: [2], type: 0, data: f32(1) } }),
      message: "Offset is outside",
    },
    {
      case: "a text that breaks off",
      bytes: file({ metadata: [pair(8, u64(99))] }),
      message: "ends within a text",
    },
    { case: "a value type it does not know", bytes: file({ metadata: [pair(13, [])] }), message: "type 13" },
    {
      case: "an integer that is not exact as a number",
      bytes: file({ metadata: [pair(10, u64(2n ** 60n))] }),
      message: "too large to be exact",
    },
  ])("refuses $case", ({ bytes, message }) => {
    expect(() => readGguf(bytes)).toThrow(message);
  });

  it("refuses what is missing or of another kind", () => {
    const read = readGguf(
      file({ metadata: [pair(8, text("x"))], tensor: { dims: [1], type: 0, data: f32(7) } }),
    );
    expect(textOf(read, "k")).toBe("x");
    expect(() => numberOf(read, "k")).toThrow("no number k");
    expect(() => numbersOf(read, "k")).toThrow("no list of numbers k");
    expect(() => textsOf(read, "k")).toThrow("no list of texts k");
    expect(() => textOf(read, "other")).toThrow("no text other");
    expect(() => tensorOf(read, "v", [1])).toThrow("no tensor v");
    expect(() => tensorOf(read, "w", [1, 1])).toThrow("the tensor w is 1, expected 1x1");
  });

  it("gives back any floats that were written", () => {
    fc.assert(
      fc.property(fc.array(fc.float({ noNaN: true }), { maxLength: 40 }), (values) => {
        const tensor = { dims: [values.length], type: 0, data: values.flatMap(f32) };
        expect([...tensorOf(readGguf(file({ tensor })), "w", [values.length])]).toEqual(values);
      }),
    );
  });
});
