// Managed by idse; a change is seen by the mark. idse-text: "{{mark}}"
// Asks idse before a tool writes. What idse denies, and what it cannot be asked, is not done.
import { spawnSync } from "node:child_process";

const words = ["{{words}}"];
const asked = /^(?:edit|write|multiedit|patch|apply_patch|bash|idse_.*)$/;

// On Windows npx is a script, which only a shell starts.
const shell = process.platform === "win32";
const [command, ...rest] = shell ? words.map((word) => (/\s/.test(word) ? `"${word}"` : word)) : words;

export const Idse = async ({ directory }) => ({
  "tool.execute.before": async ({ tool, sessionID }, { args }) => {
    if (!asked.test(tool)) return;
    const input = JSON.stringify({
      session_id: sessionID,
      cwd: directory,
      tool_name: tool,
      tool_input: args,
    });
    const run = spawnSync(command, rest, { cwd: directory, input, encoding: "utf8", timeout: 30000, shell });
    if (run.status === 0) return;
    throw new Error(
      run.stderr?.trim() || run.error?.message || "idse hook gave no answer, so this is denied.",
    );
  },
});
