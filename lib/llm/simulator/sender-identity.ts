/** Who the reply comes from, as the prompt says it. */
export interface Identity {
  /** Name under the reply; null when the prompt names nobody. */
  company: string | null;
  /** The very words the prompt wants under the reply, or null. */
  signature: string | null;
}

const capitalWords =
  "((?:\\p{Lu}[\\p{L}\\p{N}&'’-]*)(?: (?:&|and|of|the|\\p{Lu}[\\p{L}\\p{N}&'’-]*))*(?<! (?:and|of|the|&)))";
const notCompanies =
  /^(Today|Reply|Write|The|This|If|English|Monday|Tuesday|Wednesday|Thursday|Friday|Keep|Use|Say|I)$/;

/** Reads the sender of the replies from a prompt, as in "customers send to Fernhill Outfitters". */
export function readIdentity(prompt: string): Identity {
  const signature =
    /\b(?:sign(?: off)?|close|end)\b[^.\n]{0,30}?\b(?:as|with)\b[^.\n]{0,20}?["“]([^"”\n]+)["”]/iu.exec(
      prompt,
    );
  const signedAs = new RegExp(
    `\\b[Ss]ign(?: off)?(?: (?:it|the reply|every reply|replies))? (?:as|with) ${capitalWords}`,
    "u",
  ).exec(prompt);
  const named = Array.from(
    prompt.matchAll(
      new RegExp(`\\b(?:to|for|at|of|from|by|behalf of|called|named|company|shop|is) ${capitalWords}`, "gu"),
    ),
    (match) => match[1] ?? "",
  ).find((name) => !notCompanies.test(name) && !/^\d/.test(name));
  const quoted = signature?.[1] ?? null;
  const words =
    signedAs?.[1] ?? (quoted !== null && !/^(yours|kind|best|regards)/i.test(quoted) ? quoted : null);
  return { company: named ?? null, signature: words };
}
