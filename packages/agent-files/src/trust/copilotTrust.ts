/** Copilot: the folders that its `config.json` lists; one of them and all below it are trusted. */
import type { TrustAnswer, UserSurroundings } from "./AgentTrust.ts";
import { isInFolder, objectIn } from "./Folders.ts";

export const copilotTrust = ({ root, home, environment, text }: UserSurroundings): TrustAnswer => {
  const file = `${environment.COPILOT_HOME ?? `${home}/.copilot`}/config.json`;
  const config = objectIn(text(file));
  const listed = [config.trusted_folders, config.trustedFolders].flatMap((one) =>
    Array.isArray(one) ? one : [],
  );
  return listed.some((folder) => typeof folder === "string" && isInFolder(root, folder))
    ? { trust: "trusted", because: `${file} lists the folder.`, mend: null }
    : {
        trust: "untrusted",
        because: `${file} does not list this folder, and Copilot skips the hooks of folders it does not trust.`,
        mend: "Start copilot here once and trust the folder; with -p, give it --trust-folder.",
      };
};
