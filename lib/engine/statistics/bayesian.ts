import { assertPart } from "@/lib/engine/statistics/ranges";

interface Trials {
  successes: number;
  trials: number;
}

/**
 * ln B(a, b), from ∫ e^(at) / (1 + e^t)^(a+b) dt over all t, which the trapezoid rule gives to full
 * precision: the integrand is analytic and falls off exponentially at both ends. Own code, as
 * the package's ln Γ reaches 4e5 for the priors allowed and the difference of three such values is off by 4e-11.
 */
function logBeta(a: number, b: number): number {
  const log = (t: number) =>
    a * t - (a + b) * (t > 0 ? t + Math.log1p(Math.exp(-t)) : Math.log1p(Math.exp(t)));
  const mode = Math.log(a / b);
  const peak = log(mode);
  const step = Math.min(0.25, Math.sqrt(1 / a + 1 / b) / 2);
  let sum = 1;
  for (const direction of [-1, 1]) {
    for (let k = 1; ; k++) {
      const term = Math.exp(log(mode + direction * k * step) - peak);
      sum += term;
      if (term < 1e-18) break;
    }
  }
  return peak + Math.log(sum * step);
}

/**
 * Probability that the candidate's true share is above the control's, given counts and a Beta prior.
 *
 * For display only: it is no test and may not be looked at repeatedly to stop. Starts where it is
 * known, at ½ for equal priors, and adds one observation after the other by exact recurrences.
 *
 * @param control Whole counts, 0 <= successes <= trials. @param candidate Likewise.
 * @param prior Common Beta prior, both parameters from 0.01 to 10,000; uniform if not given.
 * @returns 0 to 1; null while an arm has no trials (`empty`), as the prior alone says nothing about it.
 * @throws {RangeError} if a count or the prior is invalid.
 * @see Cook, "Exact calculation of beta inequalities" (2005)
 * @example
 * probabilityBBeatsA({ successes: 1, trials: 3 }, { successes: 2, trials: 3 }); // => 0.7571…
 */
export function probabilityBBeatsA(
  control: Trials,
  candidate: Trials,
  prior: { alpha: number; beta: number } = { alpha: 1, beta: 1 },
): number | null {
  for (const [arm, { successes, trials }] of Object.entries({ control, candidate })) {
    assertPart([`${arm}.successes`, successes], [`${arm}.trials`, trials]);
  }
  for (const [name, parameter] of Object.entries(prior)) {
    if (!(parameter >= 0.01 && parameter <= 10_000)) {
      throw new RangeError(`prior.${name} must lie from 0.01 to 10000, got ${parameter}`);
    }
  }
  if (control.trials === 0 || candidate.trials === 0) return null;

  const { alpha, beta } = prior;
  // Successes and failures of the arm that is growing, and of the one that stands still.
  const arms = { a: { won: alpha, lost: beta }, b: { won: alpha, lost: beta } };
  // ln h, h = B(won_a + won_b, lost_a + lost_b) / (B(won_a, lost_a) · B(won_b, lost_b)).
  let logH = logBeta(2 * alpha, 2 * beta) - 2 * logBeta(alpha, beta);
  let probability = 0.5;
  const add = (name: "a" | "b", field: "won" | "lost"): void => {
    const { a, b } = arms;
    const arm = arms[name];
    const inFavourOfB = (name === "b") === (field === "won");
    probability += (inFavourOfB ? 1 : -1) * Math.exp(logH - Math.log(arm[field]));
    const both = (a[field] + b[field]) / (a.won + a.lost + b.won + b.lost);
    logH += Math.log(both * ((arm.won + arm.lost) / arm[field]));
    arm[field] += 1;
  };
  const grow = (name: "a" | "b", { successes, trials }: Trials): void => {
    for (let i = 0; i < successes; i++) add(name, "won");
    for (let i = successes; i < trials; i++) add(name, "lost");
  };
  grow("a", control);
  grow("b", candidate);
  return Math.min(1, Math.max(0, probability));
}
