import type { EmailFacts } from "@/lib/llm/simulator/email-facts";
import { foreignLexiconOf, type Language, type MatterPhrases } from "@/lib/llm/simulator/languages";
import type { Sampler } from "@/lib/llm/simulator/sampler";
import {
  fillPhrase,
  otherTopic,
  questionTopic,
  remedyActions,
  remedyTopics,
  type Topic,
} from "@/lib/llm/simulator/topics";

/** What a reply says of the matter, in the language it is written in. */
export interface Matter {
  /** What went wrong; null where nothing is known to have. */
  problem: string | null;
  /** What the sender asked. */
  request: string;
  /** What is done about it. */
  action: string;
  /** "order 4812"; null where the email names none. */
  reference: string | null;
}

/** The matter of an email, as a reply in `language` tells it. */
export function matterOf(topic: Topic, facts: EmailFacts, language: Language, sampler: Sampler): Matter {
  const lexicon = foreignLexiconOf(language);
  if (lexicon === null) return englishMatter(topic, inEnglish(facts), sampler);

  const { reference } = facts;
  const phrases: MatterPhrases = lexicon.topics.find(({ id }) => id === topic.id) ?? lexicon.other;
  const thing =
    reference === null ? lexicon.thing : lexicon.thingWithReference.replace("{reference}", () => reference);
  const filled = (slot: string, options: readonly string[]) =>
    sampler
      .pick(slot, options)
      .replace("{thing}", () => thing)
      .replace("{amount}", () => facts.amount ?? lexicon.fullAmount);
  return {
    problem: phrases.problems.length === 0 ? null : filled("problem", phrases.problems),
    request: filled("request", phrases.requests),
    action: filled("action", phrases.actions),
    reference,
  };
}

function englishMatter(topic: Topic, facts: EmailFacts, sampler: Sampler): Matter {
  const isOpen = topic === questionTopic || topic === otherTopic;
  const usesOwnWords = facts.ask !== null && (isOpen || sampler.chance("own words", 0.6));
  const isUnspecific = facts.item === null && facts.reference === null;
  const requests = topic === questionTopic && isUnspecific ? otherTopic.requests : topic.requests;
  const actions =
    facts.remedy !== null && remedyTopics.has(topic.id) ? remedyActions[facts.remedy] : topic.actions;
  return {
    problem: topic.problems.length === 0 ? null : fillPhrase(sampler.pick("problem", topic.problems), facts),
    request:
      usesOwnWords && facts.ask !== null ? facts.ask : fillPhrase(sampler.pick("request", requests), facts),
    action: fillPhrase(sampler.pick("action", actions), facts),
    reference: facts.reference,
  };
}

/** An English reply calls the number of a foreign email by an English noun. */
function inEnglish(facts: EmailFacts): EmailFacts {
  const lexicon = foreignLexiconOf(facts.language);
  if (lexicon === null || facts.reference === null) return facts;
  const noun = facts.reference.startsWith(lexicon.referenceNouns.invoice) ? "invoice" : "order";
  return { ...facts, reference: `${noun} ${facts.referenceNumber}` };
}
