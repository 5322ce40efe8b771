import { proposalJson } from "@/lib/engine/rewriting/proposal";
import { defaultLab } from "@/lib/services/default-lab";
import type { FakeRequest } from "@/tests/fakes/openai-answers";

/** What a prompt has to say to get the reply that the shop's people would send. */
export const LESSON = "Write as the support team does.";

const reasons = JSON.stringify({
  reasons: [
    { text: "greets by name", confidence: 0.9 },
    { text: "names a date", confidence: 0.4 },
  ],
});

/**
 * Answers for the fake server that make the outcome of a run certain. Proposals come from `prompts` in
 * turn. A prompt with the lesson gets the reply that the team wrote, any other the same dull one.
 */
export function shopAnswers(prompts: readonly string[]): (request: FakeRequest) => string {
  let proposals = 0;
  return ({ messages, response_format, seed }) => {
    const task = response_format?.json_schema?.name;
    if (task === proposalJson.name) {
      const prompt = prompts[proposals++ % prompts.length];
      return JSON.stringify({ prompt, changes: [{ change: "asks for more", because: [1] }] });
    }
    if (task) return reasons;
    const [system = "", user = ""] = messages.map(({ content }) => content);
    if (!system.includes(LESSON)) return `Hello, we will look into it. Ticket ${seed}.`;
    const email = defaultLab.emails.find(({ body }) => user.includes(body.trim()));
    return email?.reply ?? "Hello, which order is it about?";
  };
}

export const betterPrompts = [1, 2, 3].map((n) => `${defaultLab.prompt} ${LESSON} Candidate ${n}.`);
