/** A token that a program prints, in a command that goes on for days. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it, jest } from "@jest/globals";
import * as Effect from "effect/Effect";
import * as Redacted from "effect/Redacted";
import { credentialOf } from "../src/stores/secrets.ts";
import { temporaryFolder } from "./support.ts";

const minute = 60_000;
const counting = `
  const { readFileSync, writeFileSync } = require("fs");
  const count = Number(readFileSync("count", "utf8")) + 1;
  writeFileSync("count", String(count));
  if (count === 3) process.exit(1);
  console.log("token-" + count);
`;

const asking = (lasting: boolean) => {
  const root = temporaryFolder();
  writeFileSync(join(root, "count"), "0");
  const source = { command: [process.execPath, "-e", counting] };
  const credential = credentialOf(source, "token", { store: "supabase", root, environment: {}, lasting });
  return {
    ask: () =>
      Effect.runPromise(Effect.match(credential, { onSuccess: Redacted.value, onFailure: () => "refused" })),
    asked: () => readFileSync(join(root, "count"), "utf8"),
  };
};

const at = (minutes: number): void => {
  jest.spyOn(performance, "now").mockReturnValue(minutes * minute);
};

afterEach(() => {
  jest.restoreAllMocks();
});

describe("a program that prints a token", () => {
  it("is asked again after some minutes, and at once where it failed", async () => {
    const { ask } = asking(true);
    at(0);
    expect([await ask(), await ask()]).toEqual(["token-1", "token-1"]);
    at(4);
    expect(await ask()).toBe("token-1");
    at(6);
    expect(await ask()).toBe("token-2");
    at(12);
    expect([await ask(), await ask()]).toEqual(["refused", "token-4"]);
  });

  it("is asked once by a command that ends", async () => {
    const { ask, asked } = asking(false);
    at(0);
    expect(await ask()).toBe("token-1");
    at(600);
    expect([await ask(), asked()]).toEqual(["token-1", "1"]);
  });
});
