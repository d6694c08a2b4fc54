import type { FactCheck } from "../../Check.ts";

/** Links to other sites and to places in the same document are not looked at. */
export const linkTarget: FactCheck<"link-target"> = ({ examination, facts }) =>
  examination.links
    .filter(({ target }) => !facts.exists(target))
    .map((link) => ({
      category: "violation" as const,
      stage: link.stage,
      path: link.path,
      range: link,
      message: `Mend this link: there is no ${link.target}.`,
      about: link.about,
    }));
