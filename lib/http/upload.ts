import { AppError } from "@/lib/errors";
import { mediaType } from "./body";

/** The bytes of an upload: the body as it is, or the field `file` of a form. */
export async function uploadedBytes(
  body: Uint8Array,
  contentType: string | null,
  accepts: readonly string[],
): Promise<Uint8Array> {
  const type = mediaType(contentType);
  if (type === "multipart/form-data") return formFile(body, contentType ?? "");
  if (accepts.includes(type)) return body;
  throw new AppError(
    "unsupported_media_type",
    `Send ${accepts.join(", ")} or multipart/form-data with a field named file, not ${type || "a body without a type"}.`,
  );
}

async function formFile(body: Uint8Array, contentType: string): Promise<Uint8Array> {
  const form = await new Response(new Uint8Array(body), { headers: { "content-type": contentType } })
    .formData()
    .catch((cause) => {
      throw new AppError("invalid_request", "The form could not be read.", {
        errors: [{ path: "body", message: "not a valid form" }],
        cause,
      });
    });
  const file = form.get("file");
  if (!(file instanceof File)) {
    throw new AppError("invalid_request", "body.file: the form has no file of that name.", {
      errors: [{ path: "body.file", message: "missing" }],
    });
  }
  return new Uint8Array(await file.arrayBuffer());
}
