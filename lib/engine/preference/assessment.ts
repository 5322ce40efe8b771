import {
  assertForecasts,
  type CalibrationLine,
  calibrationLine,
  expectedCalibrationError,
  type Forecast,
  favouredDraft,
  type ReliabilityBin,
  reliabilityBins,
} from "@/lib/engine/preference/calibration";
import { logLossAt, sigmoid } from "@/lib/engine/preference/logistic-objective";
import { wilsonInterval } from "@/lib/engine/statistics/proportions";

export interface Accuracy {
  /** Forecasts on the side that came; one half is on neither side, every second of those counts. */
  hits: number;
  /** Outcomes that fell on one side: neither ties nor targets of one half. */
  n: number;
  share: number;
  /** Wilson interval at 95 %, as if all outcomes were independent. */
  low: number;
  high: number;
}

/** How good forecasts were; each figure stands beside that of always forecasting the base rate. */
export interface Assessment {
  /** Forecasts scored. */
  n: number;
  /** Null if no outcome fell on one side. */
  accuracy: Accuracy | null;
  /** Mean, in nats; lower is better. */
  logLoss: number;
  /** Mean squared distance of probability and outcome, 0 to 1; lower is better. */
  brier: number;
  baseline: {
    /** Decisions: weighted share of liked replies; pairs: one half, whichever draft is called b. */
    rate: number;
    /** Share of the more frequent verdict; for pairs one half. Null if no outcome fell on one side. */
    accuracy: number | null;
    logLoss: number;
    brier: number;
  };
  reliability: ReliabilityBin[];
  expectedCalibrationError: number;
  calibration: CalibrationLine;
}

function accuracyOf(forecasts: readonly Forecast[]): Accuracy | null {
  let hits = 0;
  let undecided = 0;
  let n = 0;
  for (const { logOdds, target } of forecasts) {
    if (target === 0.5) continue;
    n++;
    if (logOdds === 0) undecided++;
    else if (logOdds > 0 === target > 0.5) hits++;
  }
  hits += Math.floor(undecided / 2);
  const interval = wilsonInterval(hits, n);
  return interval && { hits, n, share: hits / n, ...interval };
}

/** Weighted mean of the losses at given log-odds. */
function meanOf(forecasts: readonly Forecast[], loss: (forecast: Forecast) => number): number {
  let sum = 0;
  let totalWeight = 0;
  for (const forecast of forecasts) {
    sum += forecast.weight * loss(forecast);
    totalWeight += forecast.weight;
  }
  return sum / totalWeight;
}

function baselineOf(forecasts: readonly Forecast[], kind: "decision" | "pair"): Assessment["baseline"] {
  const rate = kind === "pair" ? 0.5 : meanOf(forecasts, ({ target }) => target);
  const liked = forecasts.filter(({ target }) => target > 0.5).length;
  const disliked = forecasts.filter(({ target }) => target < 0.5).length;
  const decided = liked + disliked;
  const more = kind === "pair" ? 0.5 : Math.max(liked, disliked) / decided;
  // At a rate of 0 or 1 every target equals it, so the loss is 0; log-odds would be infinite.
  const certain = rate === 0 || rate === 1;
  const logOdds = Math.log(rate / (1 - rate));
  return {
    rate,
    accuracy: decided === 0 ? null : more,
    logLoss: certain ? 0 : meanOf(forecasts, ({ target }) => logLossAt(logOdds, target)),
    brier: meanOf(forecasts, ({ target }) => (rate - target) ** 2),
  };
}

/**
 * Scores forecasts against what came: accuracy, log loss, Brier score and calibration.
 *
 * Log loss, Brier score and calibration are weighted; accuracy counts outcomes. The baseline knows
 * the base rate of these very outcomes, which no honest forecast could: a model that does not beat it has
 * shown nothing, one that does has earned it.
 *
 * @param forecasts Made without knowing the outcome. About decisions: that the reply is liked. About pairs:
 *   that b is preferred to a; exchanging a and b changes no figure.
 * @param kind What the forecasts are about.
 * @returns null without forecasts.
 * @throws {RangeError} if a forecast is invalid.
 * @see Gneiting & Raftery, "Strictly proper scoring rules, prediction, and estimation" (2007);
 *   Brier, "Verification of forecasts expressed in terms of probability" (1950)
 * @example
 * assessForecasts([{ logOdds: 0, target: 1, weight: 1 }], "pair")?.brier; // => 0.25
 */
export function assessForecasts(
  forecasts: readonly Forecast[],
  kind: "decision" | "pair",
): Assessment | null {
  assertForecasts(forecasts);
  const turned = kind === "pair" ? favouredDraft(forecasts) : forecasts;
  const reliability = reliabilityBins(turned);
  const error = expectedCalibrationError(reliability);
  if (error === null) return null;
  return {
    n: forecasts.length,
    accuracy: accuracyOf(forecasts),
    logLoss: meanOf(forecasts, ({ logOdds, target }) => logLossAt(logOdds, target)),
    brier: meanOf(forecasts, ({ logOdds, target }) => (sigmoid(logOdds) - target) ** 2),
    baseline: baselineOf(forecasts, kind),
    reliability,
    expectedCalibrationError: error,
    calibration: calibrationLine(turned, kind),
  };
}
