/**
 * A sign-off: somebody says that a stage is done, as it stands now. It holds the digest of the
 * document and the fingerprints of the sections it was built on, so that a later change upstream
 * shows as *stale*.
 */
import * as z from "zod";
import { SectionFingerprint } from "./SectionFingerprint.ts";

export const SignOff = z.looseObject({
  by: z.string().min(1),
  kind: z.enum(["human", "agent"]),
  /** ISO 8601 with zone. */
  at: z.string(),
  /** Digest of the document when it was signed. */
  digest: z.string(),
  /** One entry per upstream stage. */
  built_on: z.array(z.object({ stage: z.string(), sections: z.array(SectionFingerprint) })),
});
export type SignOff = z.infer<typeof SignOff>;
