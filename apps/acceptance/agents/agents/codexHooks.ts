/** The hooks of a repository as Codex sees them, asked of its own server. */
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import * as z from "zod";
import type { Place } from "../RealAgent.ts";

const hook = z.object({ key: z.string(), currentHash: z.string() });
const answer = z.object({ result: z.object({ data: z.array(z.object({ hooks: z.array(hook) })) }) });

export const codexHooks = async (
  binary: string,
  { home, repo }: Place,
): Promise<ReadonlyArray<z.infer<typeof hook>>> => {
  const child = spawn(process.execPath, [binary, "app-server"], {
    cwd: repo,
    env: { PATH: process.env.PATH, HOME: home },
    stdio: ["pipe", "pipe", "ignore"],
    timeout: 60_000,
  });
  const send = (message: object): void => {
    child.stdin.write(`${JSON.stringify({ jsonrpc: "2.0", ...message })}\n`);
  };
  send({ id: 1, method: "initialize", params: { clientInfo: { name: "person", version: "1" } } });
  try {
    for await (const line of createInterface({ input: child.stdout })) {
      const message: { readonly id?: number } = JSON.parse(line);
      if (message.id === 1) {
        send({ method: "initialized" });
        send({ id: 2, method: "hooks/list", params: { cwds: [repo] } });
      }
      if (message.id === 2) return answer.parse(message).result.data.flatMap(({ hooks }) => hooks);
    }
  } finally {
    child.kill();
  }
  throw new Error("Codex did not tell its hooks.");
};
