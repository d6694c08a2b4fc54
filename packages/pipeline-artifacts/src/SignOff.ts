/**
 * A sign-off: somebody says that a stage is done, as it stands now. It holds the digest of the
 * document and the fingerprints of the sections it was built on, so that a later change upstream
 * shows as *stale*.
 */
import * as z from "zod";
import { SectionFingerprint } from "./SectionFingerprint.ts";

/** What a stage was built on: one document, as it stood. */
export const BuiltOn = z.looseObject({
  stage: z.string(),
  /** The session it stands in, where that is another one: the parent. */
  session: z.string().optional(),
  /**
   * Digest of the document, by which its text is found again; absent where there was none, and in older
   * records. What counts are the fingerprints: single sections may have moved on.
   */
  digest: z.string().optional(),
  sections: z.array(SectionFingerprint),
});
export type BuiltOn = z.infer<typeof BuiltOn>;

export const SignOff = z.looseObject({
  by: z.string().min(1),
  kind: z.enum(["human", "agent"]),
  /** ISO 8601 with zone. */
  at: z.string(),
  /** Digest of the document when it was signed. */
  digest: z.string(),
  /** One entry per upstream stage, and one for the stage of the same name in the parent. */
  built_on: z.array(BuiltOn),
});
export type SignOff = z.infer<typeof SignOff>;
