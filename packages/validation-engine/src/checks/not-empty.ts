import type { ArtifactDocument } from "@idse/pipeline-artifacts";
import type { Check } from "../Check.ts";

const silent: ReadonlyArray<string> = ["heading", "html", "yaml", "toml", "thematicBreak", "definition"];

const saysSomething = (document: ArtifactDocument): boolean =>
  document.tree.children.some((node) => !silent.includes(node.type));

/** Headings, rules, comments, link definitions and front matter alone say nothing. */
export const notEmpty: Check<"not-empty"> = ({ present }) =>
  present
    .filter(({ document }) => !saysSomething(document))
    .map(({ stage, path }) => ({
      category: "open",
      stage,
      path,
      message: `Write the ${stage}; the document is empty.`,
      about: "",
    }));
