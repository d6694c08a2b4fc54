/**
 * A waiver sets one rule aside in one place, openly: with a reason, and for a time. It silences a
 * finding and keeps it in every report.
 */
import * as z from "zod";
import { isDay } from "./Day.ts";
import { stageName } from "./RuleCheck.ts";
import { said } from "./said.ts";

const Day = z.string().refine(isDay, "a day that exists is written YYYY-MM-DD");

const name = () => z.string().min(1);

const somewhere = z
  .strictObject({
    project: name().optional(),
    session: name().optional(),
    stage: stageName.optional(),
    path: said("From the repository's root, with /.", name().optional()),
  })
  .refine(
    (place) => Object.values(place).some((one) => one !== undefined),
    'name a project, session, stage or path, or write "everywhere"',
  );
z.globalRegistry.add(somewhere, { minProperties: 1 });

/** Everything that is named must match; `everywhere` is said in full, so that nobody does it by leaving something out. */
export const WaiverPlace = said(
  "All that is named must match; or the word everywhere.",
  z.union([
    z.literal("everywhere", 'name a project, session, stage or path, or write "everywhere"'),
    somewhere,
  ]),
);
export type WaiverPlace = z.infer<typeof WaiverPlace>;

/** A waiver as it stands in `.idse/constitution.json`. */
export const FileWaiver = z.strictObject({
  rule: said("The id of the rule.", name()),
  place: WaiverPlace,
  reason: said("Why it does not fit here. Without one the waiver does not hold.", z.string()),
  by: said("Who decided it.", name()),
  until: said("The last day it holds, as YYYY-MM-DD; absent: until it is taken back.", Day.optional()),
});

/** A waiver of the repository, with the line of the file it stands on. */
export interface Waiver {
  readonly rule: string;
  readonly place: WaiverPlace;
  /** Empty where none was given; such a waiver silences nothing. */
  readonly reason: string;
  readonly by: string;
  readonly until: string | null;
  readonly line: number;
}
