import Link from "next/link";
import type { ReactNode } from "react";
import { formatNumber, formatPercent } from "@/app/_components/ui/number";
import type { LabSettings } from "@/lib/contracts/labs";

const LINK = "text-accent underline";

/** From a person's decision to a new prompt, in order, with the numbers as the pages call them. */
export function DecisionGuide({
  triggerConfig,
  deploymentConfig,
}: Pick<LabSettings, "triggerConfig" | "deploymentConfig">) {
  const { minImprovement, minConfidence, minHeldOutCases } = deploymentConfig;
  return (
    <>
      <p>
        The numbers here are those of a new lab; each lab has its own under{" "}
        <Link href="/labs/default?tab=settings" className={LINK}>
          Settings
        </Link>
        . What became of them is on the page of each{" "}
        <Link href="/labs/default?tab=runs" className={LINK}>
          run
        </Link>
        , under the names in bold.
      </p>
      <ol className="flex max-w-3xl list-decimal flex-col gap-2 pl-5">
        <Step title="A run starts">
          once at least {formatNumber(triggerConfig.minFeedbackCount)} decisions on the live prompt came in{" "}
          {formatNumber(triggerConfig.feedbackWindowHours)} hours and at least{" "}
          {formatPercent(triggerConfig.minNegativeFeedbackRatio)} of them were negative,{" "}
          {formatNumber(triggerConfig.minTimeSinceLastOptimizationHours)} hours after the last run and at most{" "}
          {formatNumber(triggerConfig.maxOptimizationFrequencyPerDay)} times a day. A person can start one at
          any time.
        </Step>
        <Step title="Emails">
          are split for good: 60 % to develop on, 40 % held out. A candidate is never judged on what it was
          made from or chosen by.
        </Step>
        <Step title="Candidates">
          are rewrites of the prompt that answer what people objected to. One that loses a variable, grows too
          long, copies from an email or repeats another is kept with the reason and not tried. The others race
          on the development emails; the weaker half drops out at each round.
        </Step>
        <Step title="Mean reward, 0 to 1,">
          is the weighted mean of the signals that a reply has, over the emails. A signal that is missing is
          left out, never counted as 0; two prompts are compared over the signals that both have.
        </Step>
        <Step title="Gain on held-out emails">
          is how far the survivor’s mean lies above the live prompt’s, in percent of it, from replies that
          both wrote to the same held-out emails. From 10 emails on it comes with an interval.
        </Step>
        <Step title="Confidence">
          is one minus the p value of one paired, one-sided test of that gain: sign flips under 30 emails, a
          t-test from 30 on. At {formatPercent(minConfidence)}, up to one of{" "}
          {formatNumber(1 / (1 - minConfidence), 1)} comparisons in which nothing is better would pass.
        </Step>
        <Step title="Decision:">
          the survivor goes live if it gained at least {formatNumber(minImprovement)} % with a confidence of{" "}
          {formatPercent(minConfidence)} or more on {formatNumber(minHeldOutCases)} held-out emails or more,
          and fails, writes and waits no more than the run’s limits allow. Otherwise the live prompt stays,
          and the run says what was missing. Ten decisions use held-out emails up.
        </Step>
      </ol>
      <p>
        A failed call is never scored: it counts as failed. Any earlier version can be made live again with
        one click, and every change of the live prompt is on record with its reason.
      </p>
    </>
  );
}

function Step({ title, children }: { title: string; children: ReactNode }) {
  return (
    <li>
      <strong className="font-semibold">{title}</strong> {children}
    </li>
  );
}
