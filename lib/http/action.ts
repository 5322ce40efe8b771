import { headers } from "next/headers";
import type { z } from "zod";
import { appContext, type Context } from "@/lib/context";
import { type FieldError, isAppError } from "@/lib/errors";
import { actorOf, type Permission, requirePermission } from "@/lib/services/access";
import { checkHost, checkOrigin } from "./guard";

export type ActionResult<T> =
  | { status: "saved"; value: T }
  | { status: "invalid"; errors: FieldError[] }
  | { status: "failed"; message: string };

interface ActionSpec<I extends z.ZodType, T> {
  permission: Permission;
  input: I;
  run(input: z.infer<I>, ctx: Context): Promise<T>;
}

/** A server action from its declaration: the same checks as a route, told as a tagged union. */
export function action<I extends z.ZodType, T>(spec: ActionSpec<I, T>) {
  return async (raw: z.input<I>): Promise<ActionResult<T>> => {
    const app = await appContext();
    try {
      const sent = await headers();
      const actor = actorOf(app.config, sent.get("authorization"));
      checkHost(app.config, sent.get("host"));
      checkOrigin(app.config, sent);
      requirePermission(app.config, actor, spec.permission);

      const parsed = spec.input.safeParse(raw);
      if (!parsed.success) {
        const errors = parsed.error.issues.map(({ path, message }) => ({
          path: path.map(String).join("."),
          message,
        }));
        return { status: "invalid", errors };
      }
      const value = await spec.run(parsed.data, { ...app, actor, signal: app.stopping.signal });
      return { status: "saved", value };
    } catch (error) {
      if (isAppError(error)) return { status: "failed", message: error.message };
      throw error;
    }
  };
}
