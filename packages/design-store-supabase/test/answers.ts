/** A store over a `fetch` that gives prepared answers, and what was asked. */
import type { DesignStoreService } from "@idse/design-store";
import * as Effect from "effect/Effect";
import { SupabaseDesignStore } from "../src/index.ts";
import { credential, hurried } from "./instance.ts";

export interface Asked {
  readonly url: string;
  readonly headers: Headers;
  readonly body: Readonly<Record<string, unknown>>;
  readonly redirect: RequestInit["redirect"];
}

export type Reply = (asked: Asked, count: number) => Response | Promise<Response>;

export const answering = (
  reply: Reply,
  more: Partial<SupabaseDesignStore.Options> = {},
): { readonly store: DesignStoreService; readonly asked: ReadonlyArray<Asked> } => {
  const asked: Array<Asked> = [];
  const options: SupabaseDesignStore.Options = {
    url: "https://abc.example.org",
    key: credential("sb_publishable_x"),
    token: credential("aaa.bbb.ccc"),
    retry: hurried,
    fetch: async (input, init) => {
      const one = {
        url: String(input),
        headers: new Headers(init?.headers),
        body: JSON.parse(String(init?.body)),
        redirect: init?.redirect,
      };
      asked.push(one);
      return reply(one, asked.length);
    },
    ...more,
  };
  return { store: Effect.runSync(SupabaseDesignStore.make(options)), asked };
};

export const json = (body: unknown, status = 200, headers: Record<string, string> = {}): Response =>
  Response.json(body, { status, headers });

export const text = (body: string, status: number, headers: Record<string, string> = {}): Response =>
  new Response(body, { status, headers });
