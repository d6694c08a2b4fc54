/** Claude Code: `projects.<folder>.hasTrustDialogAccepted` in `.claude.json`, of the folder or one above it. */
import type { TrustAnswer, UserSurroundings } from "./AgentTrust.ts";
import { asObject, isInFolder, objectIn } from "./Folders.ts";

export const claudeTrust = ({ root, home, environment, text }: UserSurroundings): TrustAnswer => {
  const file = `${environment.CLAUDE_CONFIG_DIR ?? home}/.claude.json`;
  const accepted = Object.entries(asObject(objectIn(text(file)).projects)).some(
    ([folder, project]) => isInFolder(root, folder) && asObject(project).hasTrustDialogAccepted === true,
  );
  return accepted
    ? { trust: "trusted", because: `${file} says that the folder is trusted.`, mend: null }
    : {
        trust: "not-asked",
        because: "claude -p runs the hooks of a repository without a question; opened, it asks first.",
        mend: null,
      };
};
