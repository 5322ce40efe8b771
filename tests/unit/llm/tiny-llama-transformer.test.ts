import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { perplexity } from "@/lib/engine/reward/perplexity";
import { continueText, meanHidden, type ScoredToken, sample } from "@/tests/fakes/tiny-llama/generation";
import { absence, openTinyLlama, type TinyLlama } from "@/tests/fakes/tiny-llama/model";
import type { Tokenizer } from "@/tests/fakes/tiny-llama/tokenizer";
import { logSoftmax, Session, type Weights } from "@/tests/fakes/tiny-llama/transformer";

if (absence !== null) console.warn(absence);

const ln = Math.log;
const signal = new AbortController().signal;

describe("logSoftmax", () => {
  it.each([
    { case: "one number", logits: [3], expected: [0] },
    { case: "equals", logits: [5, 5], expected: [ln(1 / 2), ln(1 / 2)] },
    {
      case: "logarithms of weights",
      logits: [ln(1), ln(2), ln(5)],
      expected: [1, 2, 5].map((w) => ln(w / 8)),
    },
    {
      case: "numbers whose exponentials overflow",
      logits: [1000, 1000 + ln(3)],
      expected: [ln(1 / 4), ln(3 / 4)],
    },
  ])("is right for $case", ({ logits, expected }) => {
    const got = logSoftmax(Float64Array.from(logits));
    for (const [i, value] of expected.entries()) expect(got[i]).toBeCloseTo(value, 12);
  });

  it("does not change when the same is added to every logit", () => {
    const logits = fc.array(fc.double({ min: -50, max: 50, noNaN: true }), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(logits, fc.double({ min: -100, max: 100, noNaN: true }), (values, shift) => {
        const plain = logSoftmax(Float64Array.from(values));
        const shifted = logSoftmax(Float64Array.from(values, (value) => value + shift));
        for (const [i, value] of plain.entries()) expect(shifted[i]).toBeCloseTo(value, 9);
      }),
    );
  });
});

describe("sample", () => {
  const logits = Float64Array.of(ln(0.5), ln(0.3), ln(0.2));
  it.each([
    { case: "the likeliest at temperature 0", temperature: 0, drawn: 0.99, expected: 0 },
    { case: "up to 0.5", temperature: 1, drawn: 0.49, expected: 0 },
    { case: "from 0.5", temperature: 1, drawn: 0.51, expected: 1 },
    { case: "up to 0.8", temperature: 1, drawn: 0.79, expected: 1 },
    { case: "from 0.8", temperature: 1, drawn: 0.81, expected: 2 },
    // At 1/2 the weights are the squares: 25, 9 and 4 of 38.
    { case: "up to 25/38 when colder", temperature: 0.5, drawn: 0.65, expected: 0 },
    { case: "from 25/38 when colder", temperature: 0.5, drawn: 0.66, expected: 1 },
    { case: "from 34/38 when colder", temperature: 0.5, drawn: 0.9, expected: 2 },
  ])("takes $expected: $case", ({ temperature, drawn, expected }) => {
    expect(sample(logits, temperature, () => drawn)).toBe(expected);
  });
});

/** What Karpathy's own program prints for this model at temperature 0, from nothing, in 256 steps. */
const published = [
  "Once upon a time, there was a little girl named Lily. She loved to play outside in the park. One day, she saw a big, red ball. She wanted to play with it, but it was too high.",
  "Lily's mom said, \"Lily, let's go to the park.\" Lily was sad and didn't know what to do. She said, \"I want to play with your ball, but I can't find it.\"",
  "Lily was sad and didn't know what to do. She said, \"I'm sorry, Lily. I didn't know what to do.\"",
  "Lily didn't want to help her mom, so she said, \"I'm sorry, mom. I didn't know what to do.\" Her mom said, \"Don't worry, Lily. We can help you.",
].join("\n");

describe.skipIf(absence !== null)("a tiny llama", () => {
  let llama: TinyLlama;
  let tokenizer: Tokenizer;
  let weights: Weights;
  beforeAll(() => {
    llama = openTinyLlama();
    ({ tokenizer, weights } = llama);
  });

  async function told(prompt: string, sampling: { temperature: number; seed: number; maxTokens: number }) {
    const before: ScoredToken[] = [];
    const answer: ScoredToken[] = [];
    const ending = await continueText(llama, tokenizer.encode(prompt), sampling, {
      signal,
      onToken: (token, part) => (part === "prompt" ? before : answer).push(token),
    });
    const text = Buffer.concat(answer.map(({ id }) => tokenizer.bytes(id))).toString("utf8");
    return { before, answer, ending, text };
  }
  const greedy = (maxTokens: number) => ({ temperature: 0, seed: 1, maxTokens });

  /** @see Karpathy, llama2.c, doc/stories260K.md */
  it("tells the published story from nothing", async () => {
    const { text, ending } = await told("", greedy(256));
    expect(text).toBe(` ${published}`);
    expect(ending).toBe("length");
  });

  it("goes on with a story, in words of its vocabulary, the same every time", async () => {
    const first = await told("Once upon a time", greedy(60));
    const second = await told("Once upon a time", greedy(60));
    expect(first.text).toMatch(
      /^, there was a little girl named Lily\. She loved to play outside in the park\./,
    );
    expect(first.text).toMatch(/^[ a-z,.!?'"\n]+$/i);
    expect(second.answer.map(({ id }) => id)).toEqual(first.answer.map(({ id }) => id));
  });

  it("draws the same by the same seed, and something else by another", async () => {
    const draw = (seed: number) => told("Once upon a time", { temperature: 1, seed, maxTokens: 40 });
    const [first, again, other] = [await draw(7), await draw(7), await draw(8)];
    expect(again.text).toBe(first.text);
    expect(other.text).not.toBe(first.text);
  });

  it("ends a story by itself, and leaves its ending token out", async () => {
    const { ending, answer, text } = await told("Tim was happy. One day, Tim", greedy(400));
    expect(ending).toBe("stop");
    expect(answer.some(({ id }) => tokenizer.ends.has(id))).toBe(false);
    expect(text).toMatch(/every day\.$/);
  });

  it("stops where its context ends", async () => {
    const prompt = Array.from({ length: 510 }, () => 261);
    const answer: number[] = [];
    const ending = await continueText(llama, [tokenizer.bos, ...prompt], greedy(9), {
      signal,
      onToken: ({ id }, part) => void (part === "answer" && answer.push(id)),
    });
    expect(ending).toBe("length");
    // 511 tokens go in, one more fits, and what is thought of the next needs no place of its own.
    expect(answer).toHaveLength(2);
  });

  it("refuses what it has no place or no weights for", () => {
    const session = new Session(weights);
    for (let i = 0; i < weights.shape.context; i++) session.advance(tokenizer.bos);
    expect(() => session.advance(tokenizer.bos)).toThrow("the context of 512 tokens is full");
    expect(() => new Session(weights).advance(512)).toThrow("no token 512");
  });

  it("gives the whole vocabulary a probability of 1 at every place", async () => {
    const { before, answer } = await told("Lily went to the park", {
      temperature: 1,
      seed: 3,
      maxTokens: 20,
    });
    const placed = [...before, ...answer].flatMap(({ distribution }) => (distribution ? [distribution] : []));
    expect(placed.length).toBeGreaterThan(20);
    for (const distribution of placed) {
      const sum = distribution.reduce((total, logprob) => total + Math.exp(logprob), 0);
      expect(Math.log(sum)).toBeCloseTo(0, 5);
      expect(distribution).toHaveLength(512);
    }
  });

  it("thinks the same with its memory as from scratch", () => {
    const tokens = tokenizer.encode("Once upon a time, there was a big dog. He said hello.");
    const session = new Session(weights);
    const remembered = tokens.map((token) => session.advance(token));
    const anew = fromScratch(weights, tokens);
    for (const [place, { logits }] of remembered.entries()) {
      for (const [i, logit] of logits.entries()) expect(anew[place]?.[i]).toBeCloseTo(logit, 4);
    }
  });

  it.each([
    {
      case: "a sentence",
      words: "Lily saw a big red ball in the park and wanted to play with it.",
      under: 12,
    },
    { case: "a dialogue", words: 'Her mom said, "We can go to the park and have fun."', under: 12 },
  ])("finds $case likelier than its words in disorder", ({ words, under }) => {
    const shuffled = words
      .split(" ")
      .sort((a, b) => a.length - b.length || (a < b ? 1 : -1))
      .join(" ");
    const orderly = perplexityOf(words);
    expect(orderly).toBeLessThan(under);
    expect(perplexityOf(shuffled)).toBeGreaterThan(2 * orderly);
  });

  it("makes one vector per text, of its width", () => {
    const dog = meanHidden(llama, tokenizer.encode("a dog"));
    expect(dog).toHaveLength(64);
    expect(meanHidden(llama, tokenizer.encode("a dog"))).toEqual(dog);
    expect(meanHidden(llama, tokenizer.encode("a cat"))).not.toEqual(dog);
    // Of a single token the mean is its hidden state.
    expect(meanHidden(llama, [tokenizer.bos])).toEqual(new Session(weights).advance(tokenizer.bos).hidden);
  });

  function perplexityOf(text: string): number {
    const session = new Session(weights);
    const tokens = tokenizer.encode(text);
    const steps = tokens.map((token) => logSoftmax(session.advance(token).logits));
    return perplexity(tokens.slice(1).map((token, i) => steps[i]?.[token] ?? Number.NaN)) ?? Number.NaN;
  }
});

type Rows = number[][];

/**
 * The logits at every place of a text, layer by layer over the whole text at once, with nothing remembered:
 * another way to the same numbers, written from the papers and sharing no code with the model under test.
 *
 * @see Touvron et al., "LLaMA" (2023); Su et al., "RoFormer" (2021); Shazeer, "GLU Variants" (2020)
 */
function fromScratch(
  { shape, embedding, layers, outputNorm, output }: Weights,
  tokens: readonly number[],
): Rows {
  const { width, heads, kvHeads, headWidth, epsilon, ropeBase } = shape;
  const at = (values: ArrayLike<number> | undefined, i: number) => values?.[i] ?? Number.NaN;
  const project = (matrix: Float32Array, rows: Rows): Rows =>
    rows.map((row) =>
      Array.from({ length: matrix.length / row.length }, (_, out) =>
        row.reduce((sum, value, i) => sum + value * at(matrix, out * row.length + i), 0),
      ),
    );
  const norm = (weight: Float32Array, rows: Rows): Rows =>
    rows.map((row) => {
      const meanSquare = row.reduce((sum, value) => sum + value ** 2, 0) / row.length;
      return row.map((value, i) => (value / Math.sqrt(meanSquare + epsilon)) * at(weight, i));
    });
  const sum = (a: Rows, b: Rows): Rows => a.map((row, t) => row.map((value, i) => value + at(b[t], i)));
  // The pair (x, y) is the complex number x + iy, multiplied by e^(i·t·θ) with θ = base^(-2j/d).
  const turned = (row: readonly number[], t: number) =>
    row.map((value, i) => {
      const angle = t * ropeBase ** ((-2 * Math.floor((i % headWidth) / 2)) / headWidth);
      return i % 2 === 0
        ? value * Math.cos(angle) - at(row, i + 1) * Math.sin(angle)
        : at(row, i - 1) * Math.sin(angle) + value * Math.cos(angle);
    });

  let x: Rows = tokens.map((token) => [...embedding.subarray(token * width, (token + 1) * width)]);
  for (const layer of layers) {
    const normed = norm(layer.attentionNorm, x);
    const queries = project(layer.query, normed).map(turned);
    const keys = project(layer.key, normed).map(turned);
    const values = project(layer.value, normed);
    const mixed = queries.map((query, t) =>
      Array.from({ length: width }, (_, i) => {
        const head = Math.floor(i / headWidth);
        const shared = Math.floor(head / (heads / kvHeads)) * headWidth;
        const weights = Array.from({ length: t + 1 }, (_, s) => {
          let fit = 0;
          for (let j = 0; j < headWidth; j++)
            fit += at(query, head * headWidth + j) * at(keys[s], shared + j);
          return Math.exp(fit / Math.sqrt(headWidth));
        });
        const total = weights.reduce((a, b) => a + b, 0);
        return weights.reduce(
          (mean, weight, s) => mean + (weight / total) * at(values[s], shared + (i % headWidth)),
          0,
        );
      }),
    );
    x = sum(x, project(layer.output, mixed));
    const fed = norm(layer.feedNorm, x);
    const gate = project(layer.gate, fed);
    const up = project(layer.up, fed);
    const swish = gate.map((row, t) =>
      row.map((value, i) => (value / (1 + Math.exp(-value))) * at(up[t], i)),
    );
    x = sum(x, project(layer.down, swish));
  }
  return project(output, norm(outputNorm, x));
}
