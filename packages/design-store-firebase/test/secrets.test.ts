import { inspect } from "node:util";
import { newOperation } from "@idse/design-store";
import { expect, it, jest } from "@jest/globals";
import * as Effect from "effect/Effect";
import { type Answer, answering, errorAnswer, nothingThere, secret, spec } from "./answering.ts";

const said = `Bearer ${secret} and ${encodeURIComponent(secret)}`;
const echoes: ReadonlyArray<readonly [string, Answer]> = [
  ["Firestore, refusing the token", errorAnswer(401, "UNAUTHENTICATED", said)],
  ["Firestore, refusing the request", errorAnswer(400, "INVALID_ARGUMENT", said)],
  ["Firestore, slowing down", errorAnswer(429, "RESOURCE_EXHAUSTED", said)],
  ["something that is not Firestore", errorAnswer(418, said, said)],
  ["a page", new Response(said)],
  ["JSON of another kind", Response.json({ [said]: said })],
  ["fetch", new Error(said, { cause: Object.assign(new Error(said), { headers: { authorization: said } }) })],
  ["fetch, with a code", Object.assign(new Error(said), { code: said })],
  ["no answer at all", () => new Promise<Response>(() => {})],
];

it.each(echoes)("shows the token in no failure and no log when %s says it", async (_who, answer) => {
  const written = [
    ...(["log", "info", "warn", "error", "debug"] as const).map((name) =>
      jest.spyOn(console, name).mockImplementation(() => {}),
    ),
    jest.spyOn(process.stdout, "write").mockReturnValue(true),
    jest.spyOn(process.stderr, "write").mockReturnValue(true),
  ];
  const { store } = await answering([answer], { deadlineMs: 20 });
  const { store: writing } = await answering([nothingThere, answer], { deadlineMs: 20 });
  const failures = await Effect.runPromise(
    Effect.all([
      Effect.flip(store.get([spec])),
      Effect.flip(store.heads({ project: "demo" })),
      Effect.flip(
        writing.commit([{ _tag: "Put", ref: spec, content: "x", expect: "absent" }], newOperation()),
      ),
    ]),
  );
  const logged = written.flatMap((spy) => spy.mock.calls);
  jest.restoreAllMocks();
  for (const failure of failures) {
    const shown = [String(failure), failure.message, JSON.stringify(failure), inspect(failure, { depth: 9 })];
    for (const text of [...shown, inspect(logged, { depth: 9 })]) {
      expect(text).not.toContain(secret);
      expect(text).not.toContain(encodeURIComponent(secret));
    }
  }
});
