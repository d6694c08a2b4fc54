/** Gemini CLI: `trustedFolders.json` by folder, or a variable; settings of an untrusted folder count for nothing. */
import type { TrustAnswer, UserSurroundings } from "./AgentTrust.ts";
import { isInFolder, isSameFolder, objectIn, parentFolder } from "./Folders.ts";

export const geminiTrust = ({ root, home, environment, text }: UserSurroundings): TrustAnswer => {
  if (environment.GEMINI_CLI_TRUST_WORKSPACE === "true")
    return { trust: "trusted", because: "GEMINI_CLI_TRUST_WORKSPACE is set.", mend: null };
  const file = environment.GEMINI_CLI_TRUSTED_FOLDERS_PATH ?? `${home}/.gemini/trustedFolders.json`;
  const rules = Object.entries(objectIn(text(file)));
  const isRefused = rules.some(([folder, rule]) => rule === "DO_NOT_TRUST" && isSameFolder(folder, root));
  const isTrusted = rules.some(
    ([folder, rule]) =>
      (rule === "TRUST_FOLDER" && isInFolder(root, folder)) ||
      (rule === "TRUST_PARENT" && isInFolder(root, parentFolder(folder))),
  );
  return isTrusted && !isRefused
    ? { trust: "trusted", because: `${file} says so.`, mend: null }
    : {
        trust: "untrusted",
        because: `${file} does not trust this folder, and Gemini CLI reads none of its settings then.`,
        mend: "Start gemini here and run /permissions; or set GEMINI_CLI_TRUST_WORKSPACE=true.",
      };
};
