/** One lite server in a process of its own, and who talks to it: a tenant each, so that cases do not meet. */
import { type ChildProcess, fork } from "node:child_process";
import { createHmac, randomUUID } from "node:crypto";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { RetryPolicy } from "@idse/design-store";
import * as Effect from "effect/Effect";
import * as Redacted from "effect/Redacted";
import * as z from "zod";
import type { SupabaseDesignStore } from "../src/index.ts";

export type Row = Readonly<Record<string, unknown>>;

export interface Instance {
  readonly url: string;
  readonly publishableKey: string;
  readonly secretKey: string;
  /** Runs SQL as the owner of the database; gives the rows of the last statement. */
  readonly sql: (text: string) => Promise<ReadonlyArray<Row>>;
  /** A JWT that is signed as the project's own. */
  readonly tokenOf: (claims: Row, secret?: string) => string;
  readonly stop: () => Promise<void>;
}

const Ready = z.object({ url: z.string() });
const Answer = z.object({
  id: z.int(),
  rows: z.array(z.record(z.string(), z.unknown())).optional(),
  error: z.string().optional(),
});

const base64url = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString("base64url");

const askedOf = (child: ChildProcess) => {
  let questions = 0;
  return (sql: string): Promise<ReadonlyArray<Row>> => {
    questions += 1;
    const id = questions;
    return new Promise((resolve, reject) => {
      const listen = (message: unknown): void => {
        const answer = Answer.parse(message);
        if (answer.id !== id) return;
        child.off("message", listen);
        if (answer.rows === undefined) reject(new Error(answer.error));
        else resolve(answer.rows);
      };
      child.on("message", listen);
      child.send({ id, sql });
    });
  };
};

/** Over PGlite, or over the database of this URL. */
export const startLite = async (postgresUrl: string | null = null): Promise<Instance> => {
  const settings = {
    jwtSecret: randomUUID() + randomUUID(),
    publishableKey: `sb_publishable_${randomUUID()}`,
    secretKey: `sb_secret_${randomUUID()}`,
    user: randomUUID(),
    postgresUrl,
  };
  const script = fileURLToPath(new URL("./servers/lite.ts", import.meta.url));
  const child = fork(script, [JSON.stringify(settings)], {
    execArgv: ["--conditions=@idse/source", "--disable-warning=ExperimentalWarning"],
    // The server prints every error that it answers with; what ends it is printed by this process.
    stdio: ["ignore", "ignore", "pipe", "ipc"],
  });
  let stderr = "";
  child.stderr?.on("data", (data: Buffer) => {
    stderr = `${stderr}${data.toString()}`.slice(-4000);
  });
  child.setMaxListeners(0);
  // Not `close`: it never comes once this side has disconnected.
  const ended = once(child, "exit");
  const { url } = await Promise.race([
    once(child, "message").then(([message]) => Ready.parse(message)),
    ended.then(() => Promise.reject(new Error(`the server ended: ${stderr}`))),
  ]);
  return {
    url,
    publishableKey: settings.publishableKey,
    secretKey: settings.secretKey,
    sql: askedOf(child),
    tokenOf: (claims, secret = settings.jwtSecret) => {
      const now = Math.floor(Date.now() / 1000);
      const { user: sub } = settings;
      const body = { sub, role: "authenticated", aud: "authenticated", exp: now + 3600, ...claims };
      const signed = `${base64url({ alg: "HS256", typ: "JWT" })}.${base64url(body)}`;
      return `${signed}.${createHmac("sha256", secret).update(signed).digest("base64url")}`;
    },
    stop: async () => {
      child.disconnect();
      await ended;
    },
  };
};

export const newTenant = (): string => `tenant-${randomUUID()}`;

export const credential = (secret: string) => Effect.succeed(Redacted.make(secret));

/** Tests wait for nothing; what passes passes at once. */
export const hurried: RetryPolicy = { attempts: 3, budgetMs: 1000, firstDelayMs: 1 };

/** The options of somebody who belongs to a tenant. */
export const optionsOf = (
  { url, publishableKey, tokenOf }: Instance,
  tenant: string,
  more: Partial<SupabaseDesignStore.Options> = {},
): SupabaseDesignStore.Options => ({
  url,
  key: credential(publishableKey),
  token: credential(tokenOf({ tenant_id: tenant })),
  retry: hurried,
  ...more,
});
