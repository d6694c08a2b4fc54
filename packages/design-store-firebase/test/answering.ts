/** A store whose requests are answered by hand: no engine and no network. */
import { digestOf } from "@idse/pipeline-artifacts";
import * as Effect from "effect/Effect";
import * as Redacted from "effect/Redacted";
import { FirebaseDesignStore } from "../src/index.ts";
import type { Value } from "../src/Value.ts";

export type Answer = Response | Error | ((init: RequestInit) => Promise<Response>);

export const secret = "s3cr3t-t0ken+/=";
export const readTime = "2026-11-23T00:43:31.416123Z";
const parent =
  "projects/demo-idse/databases/(default)/documents/idseTenants/t.acme/idseProjects/p.demo/idseDocuments";
export const specName = `${parent}/s.alpha~~spec`;
export const counterName = `${parent}/counter`;
export const spec = { project: "demo", session: "alpha", kind: "spec" } as const;

const once = { attempts: 1, budgetMs: 20, firstDelayMs: 1 };

/** Answers the requests in turn, the last answer for all that follow. */
export const answering = async (
  answers: ReadonlyArray<Answer>,
  more: Partial<FirebaseDesignStore.Options> = {},
) => {
  const sent: Array<{ readonly url: string; readonly init: RequestInit }> = [];
  const store = await Effect.runPromise(
    FirebaseDesignStore.make({
      projectId: "demo-idse",
      tenant: "acme",
      token: Effect.sync(() => Redacted.make(secret)),
      retry: once,
      fetch: async (url, init = {}) => {
        sent.push({ url: String(url), init });
        const answer = answers[Math.min(sent.length, answers.length) - 1];
        if (answer instanceof Response) return answer.clone();
        if (typeof answer === "function") return answer(init);
        throw answer ?? new Error("no answer");
      },
      ...more,
    }),
  );
  return { store, sent };
};

/** An error as Firestore's streams tell it. */
export const errorAnswer = (
  code: number,
  status: string,
  message = "no",
  headers: Record<string, string> = {},
): Response => Response.json([{ error: { code, status, message } }], { status: code, headers });

export const documentAt = (name: string, fields: Record<string, Value>) => ({
  name,
  fields,
  createTime: readTime,
  updateTime: readTime,
});

export const specFields = (seq: number, content = "text\n"): Record<string, Value> => ({
  project: { stringValue: "demo" },
  session: { stringValue: "alpha" },
  kind: { stringValue: "spec" },
  digest: { stringValue: digestOf(content) },
  seq: { integerValue: String(seq) },
  removed: { booleanValue: false },
  content: { stringValue: content },
});

export const counterFields = (seq: number): Record<string, Value> => ({
  project: { stringValue: "demo" },
  session: { stringValue: "/" },
  kind: { stringValue: "/" },
  seq: { integerValue: String(seq) },
  history: { stringValue: "c0ffee" },
});

export const found = (name: string, fields: Record<string, Value>): Response =>
  Response.json([{ found: documentAt(name, fields), readTime }]);

/** Answers a `:batchGet` with nothing there, whatever was asked for. */
export const nothingThere = async ({ body }: RequestInit): Promise<Response> => {
  const { documents } = JSON.parse(String(body));
  return Response.json(documents.map((missing: string) => ({ missing, readTime })));
};

export const listed = (...documents: ReadonlyArray<ReturnType<typeof documentAt>>): Response =>
  Response.json([...documents.map((document) => ({ document, readTime })), { readTime }]);
