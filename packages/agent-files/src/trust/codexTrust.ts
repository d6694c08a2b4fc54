/**
 * Codex: `[projects."<folder>"] trust_level` in its `config.toml`, and for each hook a `trusted_hash` below
 * `[hooks.state."<file>:<event>:…"]`. Where either is missing, the hook is skipped without a word.
 */
import { parse } from "smol-toml";
import type { TrustAnswer, UserSurroundings } from "./AgentTrust.ts";
import { asObject, isSameFolder } from "./Folders.ts";

export const codexTrust = ({ root, home, environment, text }: UserSurroundings): TrustAnswer => {
  const file = `${environment.CODEX_HOME ?? `${home}/.codex`}/config.toml`;
  const config = configOf(text(file));
  if (config === undefined)
    return { trust: "unknown", because: `${file} cannot be read as TOML.`, mend: `Mend ${file}.` };
  const isTrusted = Object.entries(asObject(config.projects)).some(
    ([folder, project]) => isSameFolder(folder, root) && asObject(project).trust_level === "trusted",
  );
  if (!isTrusted)
    return {
      trust: "untrusted",
      because: `${file} does not say that this folder is trusted, and Codex skips its hooks without a word.`,
      mend: "Start codex here once, answer that the folder is trusted, and accept the hooks with /hooks.",
    };
  const hooks = Object.entries(asObject(asObject(config.hooks).state)).some(
    ([key, state]) =>
      key.replaceAll("\\", "/").startsWith(`${root}/.codex/`) &&
      typeof asObject(state).trusted_hash === "string" &&
      asObject(state).enabled !== false,
  );
  return hooks
    ? { trust: "trusted", because: `${file} has the folder and a hook of it as trusted.`, mend: null }
    : {
        trust: "untrusted",
        because: `${file} trusts the folder and none of its hooks, so that Codex skips them without a word.`,
        mend: "Start codex here and accept the hooks with /hooks.",
      };
};

const configOf = (text: string | null): Readonly<Record<string, unknown>> | undefined => {
  try {
    return text === null ? {} : asObject(parse(text));
  } catch {
    return undefined;
  }
};
