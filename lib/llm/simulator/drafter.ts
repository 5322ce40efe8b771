import { hashToSeed } from "@/lib/engine/random";
import { readEmail, readFacts } from "@/lib/llm/simulator/email-facts";
import { lexiconOf } from "@/lib/llm/simulator/languages";
import { type BodyOptions, bodyOf } from "@/lib/llm/simulator/reply-body";
import { countWords, fitted, layOut } from "@/lib/llm/simulator/reply-layout";
import { planReply } from "@/lib/llm/simulator/reply-plan";
import type { Sampler } from "@/lib/llm/simulator/sampler";
import { readIdentity } from "@/lib/llm/simulator/sender-identity";
import { topicOf } from "@/lib/llm/simulator/topics";
import type { World } from "@/lib/llm/simulator/worlds";

/** A hash of an email, for the sampler: what is decided about an email is decided per email. */
export function emailKey(emailBlock: string): number {
  return hashToSeed("email", emailBlock);
}

/**
 * A reply to an email, written as far as the prompt's instructions are understood and followed. It is
 * in the language of the email, if that is one the simulator writes, unless the model of the world
 * or the prompt wants it otherwise.
 *
 * @param prompt The rendered system message.
 * @param emailBlock Content of the `<email>` block.
 */
export function draftReply(prompt: string, emailBlock: string, sampler: Sampler, world: World): string {
  const email = readEmail(emailBlock);
  const facts = readFacts(email);
  const topic = topicOf(email, facts);
  const plan = planReply({ prompt, facts, topic, world, sampler });
  const reply = { prompt, email, facts, topic, plan, sampler };

  const greeting = greetingOf(reply);
  const signature = plan.traits.has("no_signature") ? "" : signatureOf(reply, world);
  const body = fitted(bodyOf(reply), plan.maxWords - countWords(`${greeting} ${signature}`));
  return [greeting, layOut(body, plan.traits), signature].filter((part) => part !== "").join("\n\n");
}

function greetingOf({ facts, plan: { traits, register, language }, sampler }: BodyOptions): string {
  const texts = lexiconOf(language).registers[register];
  const name = register === "formal" ? facts.fullName : facts.firstName;
  if (traits.has("greet_by_name") && name !== null) {
    return sampler.pick("named greeting", texts.namedGreetings).replace("{name}", () => name);
  }
  return sampler.pick("greeting", texts.greetings);
}

/** First names for a model that is told to sign with one and not with which. */
const madeUpNames = ["Alex", "Robin", "Kim", "Sam"];

function signatureOf({ prompt, plan, sampler }: BodyOptions, world: World): string {
  const lexicon = lexiconOf(plan.language);
  const { company, signature } = readIdentity(prompt);
  const texts = lexicon.registers[plan.register];
  const signOff = plan.traits.has("warm_tone")
    ? lexicon.extras.warmSignOff
    : sampler.pick("sign-off", texts.signOffs);
  const house =
    company === null
      ? lexicon.house
      : sampler.pick("signature", texts.signatures).replace("{company}", () => company);
  // Words that the prompt puts in quotes are an instruction, too, which not every model obeys.
  if (signature !== null && world.following.obedience > 0) return `${signOff}\n${signature}`;
  return plan.traits.has("sign_with_name")
    ? `${signOff}\n${sampler.pick("own name", madeUpNames)}\n${house}`
    : `${signOff}\n${house}`;
}
