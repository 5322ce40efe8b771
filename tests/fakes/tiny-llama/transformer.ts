import { type Gguf, numberOf, tensorOf, textOf } from "./gguf";

export interface Shape {
  /** Longest text, in tokens. */
  context: number;
  /** Numbers per token between the layers. */
  width: number;
  layers: number;
  hidden: number;
  heads: number;
  /** Heads that keys and values have; each serves `heads / kvHeads` heads of the queries. */
  kvHeads: number;
  headWidth: number;
  vocabulary: number;
  /** Added to the mean square before its root is divided by. */
  epsilon: number;
  /** Base of the angles that tell positions apart. */
  ropeBase: number;
}

export interface Layer {
  attentionNorm: Float32Array;
  query: Float32Array;
  key: Float32Array;
  value: Float32Array;
  output: Float32Array;
  feedNorm: Float32Array;
  gate: Float32Array;
  up: Float32Array;
  down: Float32Array;
}

/** Matrices lie row by row, one row per number that comes out. */
export interface Weights {
  shape: Shape;
  embedding: Float32Array;
  layers: readonly Layer[];
  outputNorm: Float32Array;
  output: Float32Array;
}

/**
 * The weights of a llama model.
 *
 * @throws {RangeError} if the file holds another architecture, or tensors of unexpected dimensions.
 */
export function readWeights(file: Gguf): Weights {
  const architecture = textOf(file, "general.architecture");
  if (architecture !== "llama")
    throw new RangeError(`the architecture ${architecture} is not read, only llama`);
  const heads = numberOf(file, "llama.attention.head_count");
  const width = numberOf(file, "llama.embedding_length");
  const shape: Shape = {
    context: numberOf(file, "llama.context_length"),
    width,
    layers: numberOf(file, "llama.block_count"),
    hidden: numberOf(file, "llama.feed_forward_length"),
    heads,
    kvHeads: numberOf(file, "llama.attention.head_count_kv"),
    headWidth: width / heads,
    vocabulary: numberOf(file, "llama.vocab_size"),
    epsilon: numberOf(file, "llama.attention.layer_norm_rms_epsilon"),
    ropeBase: file.metadata.has("llama.rope.freq_base") ? numberOf(file, "llama.rope.freq_base") : 10_000,
  };
  if (numberOf(file, "llama.rope.dimension_count") !== shape.headWidth) {
    throw new RangeError("a model that turns only a part of each head is not read");
  }

  const { hidden, vocabulary } = shape;
  const kvWidth = shape.kvHeads * shape.headWidth;
  const layers = Array.from({ length: shape.layers }, (_, i): Layer => {
    const tensor = (name: string, dims: readonly number[]) => tensorOf(file, `blk.${i}.${name}.weight`, dims);
    return {
      attentionNorm: tensor("attn_norm", [width]),
      query: tensor("attn_q", [width, width]),
      key: tensor("attn_k", [width, kvWidth]),
      value: tensor("attn_v", [width, kvWidth]),
      output: tensor("attn_output", [width, width]),
      feedNorm: tensor("ffn_norm", [width]),
      gate: tensor("ffn_gate", [width, hidden]),
      up: tensor("ffn_up", [width, hidden]),
      down: tensor("ffn_down", [hidden, width]),
    };
  });
  return {
    shape,
    embedding: tensorOf(file, "token_embd.weight", [width, vocabulary]),
    layers,
    outputNorm: tensorOf(file, "output_norm.weight", [width]),
    output: tensorOf(file, "output.weight", [width, vocabulary]),
  };
}

/** What the model makes of the last token it was given. */
export interface Step {
  /** Last hidden state, after its norm; `width` numbers. */
  hidden: Float64Array;
  /** One number per token of the vocabulary; `logSoftmax` makes log-probs of them. */
  logits: Float64Array;
}

/** One text on its way through the model; remembers keys and values of every token so far. */
export class Session {
  private position = 0;
  private readonly keys: Float64Array[];
  private readonly values: Float64Array[];

  constructor(private readonly weights: Weights) {
    const { context, kvHeads, headWidth, layers } = weights.shape;
    const cache = () => Array.from({ length: layers }, () => new Float64Array(context * kvHeads * headWidth));
    this.keys = cache();
    this.values = cache();
  }

  /**
   * Takes the next token of the text.
   *
   * @throws {RangeError} if the context is full, or there is no such token.
   */
  advance(token: number): Step {
    const { shape, embedding, layers, outputNorm, output } = this.weights;
    const { context, width, vocabulary, epsilon } = shape;
    if (this.position >= context) throw new RangeError(`the context of ${context} tokens is full`);
    if (!(Number.isInteger(token) && token >= 0 && token < vocabulary)) {
      throw new RangeError(`there is no token ${token}`);
    }

    const x = Float64Array.from(embedding.subarray(token * width, (token + 1) * width));
    for (const [i, layer] of layers.entries()) {
      add(x, multiply(layer.output, this.attend(i, layer, rmsNorm(x, layer.attentionNorm, epsilon)), width));
      add(x, feedForward(layer, rmsNorm(x, layer.feedNorm, epsilon), shape));
    }
    this.position += 1;
    const hidden = rmsNorm(x, outputNorm, epsilon);
    return { hidden, logits: multiply(output, hidden, vocabulary) };
  }

  /** Each head's mean of the values so far, weighted by how well their keys fit its query. */
  private attend(index: number, layer: Layer, x: Float64Array): Float64Array {
    const { width, heads, kvHeads, headWidth, ropeBase } = this.weights.shape;
    const kvWidth = kvHeads * headWidth;
    const keys = this.keys[index];
    const values = this.values[index];
    if (!keys || !values) throw new RangeError(`there is no layer ${index}`);
    const { position } = this;

    const queries = multiply(layer.query, x, width);
    const key = multiply(layer.key, x, kvWidth);
    rotate(queries, { position, headWidth, ropeBase });
    rotate(key, { position, headWidth, ropeBase });
    keys.set(key, position * kvWidth);
    values.set(multiply(layer.value, x, kvWidth), position * kvWidth);

    const mixed = new Float64Array(width);
    for (let head = 0; head < heads; head++) {
      const from = head * headWidth;
      const offset = Math.floor((head * kvHeads) / heads) * headWidth;
      const fits = new Float64Array(position + 1);
      for (let at = 0; at <= position; at++) {
        const to = at * kvWidth + offset;
        let fit = 0;
        for (let i = 0; i < headWidth; i++) fit += (queries[from + i] ?? 0) * (keys[to + i] ?? 0);
        fits[at] = fit / Math.sqrt(headWidth);
      }
      for (const [at, logShare] of logSoftmax(fits).entries()) {
        const share = Math.exp(logShare);
        const to = at * kvWidth + offset;
        for (let i = 0; i < headWidth; i++) {
          mixed[from + i] = (mixed[from + i] ?? 0) + share * (values[to + i] ?? 0);
        }
      }
    }
    return mixed;
  }
}

function feedForward({ gate, up, down }: Layer, x: Float64Array, { hidden, width }: Shape): Float64Array {
  const raised = multiply(up, x, hidden);
  const gated = multiply(gate, x, hidden).map(
    (value, i) => (value / (1 + Math.exp(-value))) * (raised[i] ?? 0),
  );
  return multiply(down, gated, width);
}

/**
 * Natural logarithms of the softmax.
 *
 * @param logits Any finite numbers, at least one.
 * @returns In nats, each zero or less; their exponentials sum to 1.
 * @example
 * logSoftmax(Float64Array.of(5, 5)); // => [-0.693…, -0.693…], twice ln(1/2)
 */
export function logSoftmax(logits: Float64Array): Float64Array {
  let greatest = -Infinity;
  for (const logit of logits) if (logit > greatest) greatest = logit;
  let sum = 0;
  for (const logit of logits) sum += Math.exp(logit - greatest);
  const normalizer = greatest + Math.log(sum);
  return logits.map((logit) => Math.min(0, logit - normalizer));
}

/** Turns each pair of neighbours by an angle that grows with the position, the first pair fastest. */
function rotate(
  heads: Float64Array,
  { position, headWidth, ropeBase }: { position: number; headWidth: number; ropeBase: number },
): void {
  for (let i = 0; i < heads.length; i += 2) {
    const angle = position * ropeBase ** (-(i % headWidth) / headWidth);
    const cos = Math.cos(angle);
    const sin = Math.sin(angle);
    const even = heads[i] ?? 0;
    const odd = heads[i + 1] ?? 0;
    heads[i] = even * cos - odd * sin;
    heads[i + 1] = even * sin + odd * cos;
  }
}

function rmsNorm(x: Float64Array, weight: Float32Array, epsilon: number): Float64Array {
  let squares = 0;
  for (const value of x) squares += value * value;
  const scale = 1 / Math.sqrt(squares / x.length + epsilon);
  return x.map((value, i) => value * scale * (weight[i] ?? 0));
}

function multiply(matrix: Float32Array, x: Float64Array, rows: number): Float64Array {
  const columns = x.length;
  const result = new Float64Array(rows);
  for (let row = 0; row < rows; row++) {
    let sum = 0;
    const from = row * columns;
    for (let i = 0; i < columns; i++) sum += (matrix[from + i] ?? 0) * (x[i] ?? 0);
    result[row] = sum;
  }
  return result;
}

function add(to: Float64Array, what: Float64Array): void {
  for (let i = 0; i < to.length; i++) to[i] = (to[i] ?? 0) + (what[i] ?? 0);
}
