import { strict as assert } from "node:assert";
import { diffWords } from "diff";
import { observationsOf } from "@/lib/engine/preference/examples";
import { fitRidge, tabulate } from "@/lib/engine/preference/ridge-fit";
import { seededRandom } from "@/lib/engine/random";
import { bcaInterval } from "@/lib/engine/statistics/bootstrap";
import { signFlipTest } from "@/lib/engine/statistics/permutation";
import { analyzeEdit } from "@/lib/engine/text/edit";
import { plainBca, plainLogistic, plainSignFlip } from "./plain-loops";
import { type Task, tableOf, time } from "./timing";

const SEED = 7;
const random = seededRandom(SEED);

/** Both sides must come to the same numbers, else the times compare nothing. */
function assertClose(got: number, expected: number): void {
  assert(Math.abs(got - expected) <= 1e-9 * Math.max(1, Math.abs(expected)), `${got} is not ${expected}`);
}

function intervalTask(): Task {
  const a = Array.from({ length: 1_000 }, () => 0.3 + 0.4 * random());
  const b = a.map((score) => score + 0.2 * (random() - 0.45));
  const [typedA, typedB] = [Float64Array.from(a), Float64Array.from(b)];
  const ours = () => bcaInterval({ statistic: "relativeLiftPaired", a, b }, { seed: SEED });
  const plain = () => plainBca(typedA, typedB, SEED);
  assertClose(ours()?.low ?? Number.NaN, plain().low);
  assertClose(ours()?.high ?? Number.NaN, plain().high);
  return { name: "BCa interval, 10,000 resamples of 1,000 pairs", beside: "plain loop", ours, plain };
}

function permutationTask(): Task {
  const differences = Array.from({ length: 1_000 }, () => Number((random() - 0.49).toPrecision(12)));
  const typed = Float64Array.from(differences);
  const ours = () => signFlipTest(differences, { seed: SEED });
  const plain = () => plainSignFlip(typed, SEED);
  assertClose(ours().pValue ?? Number.NaN, plain());
  return { name: "sign-flip test, 10,000 patterns of 1,000 pairs", beside: "plain loop", ours, plain };
}

function preferenceTask(): Task {
  const columns = 40;
  const truth = Array.from({ length: columns }, () => random() - 0.5);
  const rows = Array.from({ length: 10_000 }, () => truth.map((_, j) => (j + 1) * (random() - 0.5)));
  const targets = Float64Array.from(rows, (row) => {
    const logOdds = row.reduce((sum, value, j) => sum + (3 * value * (truth[j] ?? 0)) / (j + 1), 0.2);
    return Number(random() < 1 / (1 + Math.exp(-logOdds)));
  });
  const examples = {
    featureNames: truth.map((_, j) => `feature ${j}`),
    decisions: rows.map((features, i) => ({
      feedbackId: `feedback ${i}`,
      emailId: `email ${i >> 1}`,
      reviewer: "ann",
      features,
      target: targets[i] ?? 0,
    })),
    pairs: [],
  };
  const ours = () => fitRidge(tabulate(observationsOf(examples), columns), 1);
  const plain = () => plainLogistic(rows, targets, 1);
  // The engine divides by n − 1, the plain loop by n: the same coefficients but for that factor.
  const [mine, theirs] = [ours(), plain()];
  assert(Math.abs((mine.coefficients[3] ?? Number.NaN) - (theirs[4] ?? Number.NaN)) < 1e-3);
  return { name: "preference model, 10,000 examples × 40 features", beside: "plain loop", ours, plain };
}

function editTask(): Task {
  const vocabulary = Array.from({ length: 2_000 }, (_, i) => `w${(i * 7_919).toString(36)}`);
  const word = () => vocabulary[Math.floor(random() ** 2 * vocabulary.length)] ?? "";
  const words: string[] = [];
  for (let length = 0; length < 20_000; ) {
    const next = words.length % 12 === 11 ? `${word()}.\n` : word();
    words.push(next);
    length += next.length + 1;
  }
  const edited = words.flatMap((kept) => {
    const draw = random();
    if (draw < 0.04) return [];
    if (draw < 0.1) return [word()];
    return draw < 0.13 ? [kept, word()] : [kept];
  });
  const [before, after] = [words.join(" "), edited.join(" ")];
  const ours = () => analyzeEdit(before, after);
  const plain = () => diffWords(before, after);
  assert(ours().ratio > 0.05 && plain().length > 100);
  return { name: "edit analysis of two 20 kB texts", beside: "diffWords of diff", ours, plain };
}

console.log(tableOf([intervalTask(), permutationTask(), preferenceTask(), editTask()].map(time)));
console.log(`\nMedians of interleaved runs on Node ${process.version}; ratio = engine / beside.`);
