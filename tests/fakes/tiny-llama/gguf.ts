/** Metadata as a GGUF file carries it; 64-bit integers must be exact as numbers. */
export type GgufValue = string | number | boolean | readonly GgufValue[];

export interface Tensor {
  /** Innermost first, as GGUF writes them: a matrix of `[columns, rows]` lies row by row. */
  dims: readonly number[];
  /** Whatever the file's type, as 32-bit floats. */
  data: Float32Array;
}

export interface Gguf {
  version: number;
  metadata: ReadonlyMap<string, GgufValue>;
  tensors: ReadonlyMap<string, Tensor>;
}

const MAGIC = 0x46554747; // "GGUF", little-endian
const DEFAULT_ALIGNMENT = 32;
const Q8_BLOCK = 32;

/**
 * Reads a whole GGUF file of version 2 or 3, little-endian, with tensors of F32, F16 or Q8_0.
 *
 * @throws {RangeError} if it is something else, or ends before its last tensor.
 * @see https://github.com/ggml-org/ggml/blob/master/docs/gguf.md
 */
export function readGguf(bytes: Uint8Array): Gguf {
  const cursor = new Cursor(bytes);
  if (cursor.u32() !== MAGIC) throw new RangeError("not a GGUF file");
  const version = cursor.u32();
  if (version !== 2 && version !== 3)
    throw new RangeError(`GGUF version ${version} is not read, only 2 and 3`);
  const tensorCount = cursor.u64();
  const metadataCount = cursor.u64();

  const metadata = new Map<string, GgufValue>();
  for (let i = 0; i < metadataCount; i++) metadata.set(cursor.text(), cursor.value(cursor.u32()));

  const entries = Array.from({ length: tensorCount }, () => ({
    name: cursor.text(),
    dims: Array.from({ length: cursor.u32() }, () => cursor.u64()),
    type: cursor.u32(),
    offset: cursor.u64(),
  }));
  const alignment = metadata.get("general.alignment") ?? DEFAULT_ALIGNMENT;
  if (typeof alignment !== "number") throw new RangeError("general.alignment is no number");
  const start = Math.ceil(cursor.at / alignment) * alignment;

  const tensors = new Map<string, Tensor>();
  for (const { name, dims, type, offset } of entries) {
    const size = dims.reduce((product, dim) => product * dim, 1);
    tensors.set(name, { dims, data: readTensor(cursor.view, { type, start: start + offset, size, name }) });
  }
  return { version, metadata, tensors };
}

/** A number of the metadata. @throws {RangeError} if it is missing or something else. */
export function numberOf({ metadata }: Gguf, key: string): number {
  const value = metadata.get(key);
  if (typeof value !== "number") throw new RangeError(`the GGUF file holds no number ${key}`);
  return value;
}

/** A text of the metadata. @throws {RangeError} if it is missing or something else. */
export function textOf({ metadata }: Gguf, key: string): string {
  const value = metadata.get(key);
  if (typeof value !== "string") throw new RangeError(`the GGUF file holds no text ${key}`);
  return value;
}

/** A list of numbers of the metadata. @throws {RangeError} if it is missing or something else. */
export function numbersOf({ metadata }: Gguf, key: string): readonly number[] {
  const value = metadata.get(key);
  if (!Array.isArray(value) || !value.every((item) => typeof item === "number")) {
    throw new RangeError(`the GGUF file holds no list of numbers ${key}`);
  }
  return value;
}

/** A list of texts of the metadata. @throws {RangeError} if it is missing or something else. */
export function textsOf({ metadata }: Gguf, key: string): readonly string[] {
  const value = metadata.get(key);
  if (!Array.isArray(value) || !value.every((item) => typeof item === "string")) {
    throw new RangeError(`the GGUF file holds no list of texts ${key}`);
  }
  return value;
}

/** A tensor of exactly these dimensions. @throws {RangeError} if it is missing or has others. */
export function tensorOf({ tensors }: Gguf, name: string, dims: readonly number[]): Float32Array {
  const tensor = tensors.get(name);
  if (!tensor) throw new RangeError(`the GGUF file holds no tensor ${name}`);
  if (tensor.dims.join() !== dims.join()) {
    throw new RangeError(`the tensor ${name} is ${tensor.dims.join("x")}, expected ${dims.join("x")}`);
  }
  return tensor.data;
}

interface TensorPlace {
  name: string;
  type: number;
  /** Byte at which it begins. */
  start: number;
  /** How many numbers it holds. */
  size: number;
}

function readTensor(view: DataView, { name, type, start, size }: TensorPlace): Float32Array {
  const data = new Float32Array(size);
  switch (type) {
    case 0:
      for (let i = 0; i < size; i++) data[i] = view.getFloat32(start + 4 * i, true);
      return data;
    case 1:
      for (let i = 0; i < size; i++) data[i] = halfAt(view, start + 2 * i);
      return data;
    case 8: {
      // Blocks of one 16-bit scale and 32 signed bytes.
      if (size % Q8_BLOCK !== 0) throw new RangeError(`the Q8_0 tensor ${name} is not made of whole blocks`);
      for (let i = 0; i < size; i++) {
        const block = start + Math.floor(i / Q8_BLOCK) * (2 + Q8_BLOCK);
        data[i] = halfAt(view, block) * view.getInt8(block + 2 + (i % Q8_BLOCK));
      }
      return data;
    }
    default:
      throw new RangeError(`the tensor ${name} has the type ${type}; only F32, F16 and Q8_0 are read`);
  }
}

/** An IEEE 754 half: one sign bit, five of exponent, ten of fraction. */
function halfAt(view: DataView, at: number): number {
  const bits = view.getUint16(at, true);
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 0x1f) return fraction === 0 ? sign * Infinity : Number.NaN;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

/** Reads one thing after another; a `DataView` refuses to read past its end. */
class Cursor {
  at = 0;
  readonly view: DataView;

  constructor(private readonly bytes: Uint8Array) {
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  private take(size: number): number {
    const at = this.at;
    this.at += size;
    return at;
  }

  u32(): number {
    return this.view.getUint32(this.take(4), true);
  }

  u64(): number {
    return exact(this.view.getBigUint64(this.take(8), true));
  }

  text(): string {
    const length = this.u64();
    const at = this.take(length);
    if (this.at > this.bytes.length) throw new RangeError("the GGUF file ends within a text");
    return new TextDecoder("utf-8", { fatal: true }).decode(this.bytes.subarray(at, this.at));
  }

  value(type: number): GgufValue {
    const { view } = this;
    switch (type) {
      case 0:
        return view.getUint8(this.take(1));
      case 1:
        return view.getInt8(this.take(1));
      case 2:
        return view.getUint16(this.take(2), true);
      case 3:
        return view.getInt16(this.take(2), true);
      case 4:
        return this.u32();
      case 5:
        return view.getInt32(this.take(4), true);
      case 6:
        return view.getFloat32(this.take(4), true);
      case 7:
        return view.getUint8(this.take(1)) !== 0;
      case 8:
        return this.text();
      case 9: {
        const itemType = this.u32();
        const length = this.u64();
        return Array.from({ length }, () => this.value(itemType));
      }
      case 10:
        return this.u64();
      case 11:
        return exact(view.getBigInt64(this.take(8), true));
      case 12:
        return view.getFloat64(this.take(8), true);
      default:
        throw new RangeError(`the GGUF value type ${type} is not known`);
    }
  }
}

function exact(value: bigint): number {
  const number = Number(value);
  if (!Number.isSafeInteger(number)) throw new RangeError(`${value} is too large to be exact`);
  return number;
}
