/** A rule is a sentence and a check. */
import * as z from "zod";
import { articles } from "./Article.ts";
import { RuleCheck, stageName } from "./RuleCheck.ts";
import { said } from "./said.ts";

const members = () => ({
  title: said("What holds where nothing is found, as a sentence without its full stop.", z.string().min(1)),
  severity: said("An error fails a validation, a warning only a strict one.", z.enum(["error", "warning"])),
  stages: said("The stages it looks at; all where there are none.", z.array(stageName).optional()),
  rationale: said("Why it matters, in a sentence or two.", z.string().min(1)),
  check: RuleCheck,
});

/** A rule of the constitution that is shipped. */
export const Rule = z.strictObject({
  /** `article-N/kebab-case`; a repository's own rule has a name of its own for `article-N`. */
  id: z.string().min(1),
  /** Of a repository's own rule; a shipped rule says it in its id. */
  article: z.enum(articles).optional(),
  /** The version of the rule set that brought it. */
  since: z.string(),
  ...members(),
});
export type Rule = z.infer<typeof Rule>;

/** A rule that a repository adds, as it stands in `.idse/constitution.json`. */
export const OwnRule = z.strictObject({
  id: said(
    "A name of yours and what the rule asks, as in shop/no-later.",
    z
      .string()
      .regex(
        /^(?!article-)[a-z0-9][a-z0-9-]*\/[a-z0-9][a-z0-9-]*$/,
        "a rule of your own is called name/of-the-rule, in small letters, and not article-...",
      ),
  ),
  article: said("The article it serves.", z.enum(articles)),
  ...members(),
});
export type OwnRule = z.infer<typeof OwnRule>;
