/** A failure as the one document that a program is given. */
import * as z from "zod";
import { result } from "./Common.ts";

export const ErrorResult = result("error", {
  error: z.object({
    code: z.string(),
    message: z.string(),
    hint: z.string().nullable(),
    details: z.record(z.string(), z.unknown()),
  }),
});

export const errorResults = {
  error: ErrorResult,
};
