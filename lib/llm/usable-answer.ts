import { type GenerateRequest, type Generation, ProviderError } from "./language-model";
import { type ServerNames, sentence } from "./server-failure";

/** What a provider's answer must hold before it counts as one. */
export interface Answer {
  text: string;
  /** The model's own words when it declined. */
  refusal: string | null;
  finishReason: Generation["finishReason"];
}

/**
 * Refuses an answer that holds no usable text: the model declined, a filter cut it off, it gave nothing,
 * or something else than the JSON it was asked for. JSON is checked to parse and never repaired.
 *
 * @throws {ProviderError} `refused`, `empty_answer` or `invalid_response`.
 */
export function assertUsable(
  { text, refusal, finishReason }: Answer,
  request: GenerateRequest,
  { names, quote }: { names: ServerNames; quote: (text: string) => string },
): void {
  const model = `The model at ${names.address}`;
  if (refusal !== null) {
    throw new ProviderError("refused", `${model} declined to answer: ${sentence(quote(refusal))}`, {
      retryable: false,
    });
  }
  if (finishReason === "content_filter") {
    // What came before the filter stepped in is no answer, and the same words would meet it again.
    const what = text.trim() === "" ? "withheld the answer" : "cut the answer off";
    throw new ProviderError(
      "refused",
      `The content filter of the ${names.label} at ${names.address} ${what}.`,
      {
        retryable: false,
      },
    );
  }
  if (text.trim() === "") {
    const why =
      finishReason === "length"
        ? ` It spent its ${request.maxTokens} tokens without any text; a higher limit may help.`
        : ` Finish reason: ${finishReason}.`;
    throw new ProviderError("empty_answer", `${model} gave an empty answer.${why}`, { retryable: true });
  }
  if (request.json && !isJson(text)) {
    const why = finishReason === "length" ? `, cut off at its limit of ${request.maxTokens} tokens.` : ".";
    const what = `was asked for JSON and gave text that is not JSON${why}`;
    throw new ProviderError("invalid_response", `The ${names.label} at ${names.address} ${what}`, {
      retryable: true,
      status: 200,
    });
  }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
