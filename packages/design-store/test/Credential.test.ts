import { expect, it } from "@jest/globals";
import * as Redacted from "effect/Redacted";
import { withoutSecrets } from "../src/index.ts";

it("takes secrets out of a text, also as a URL carries them", () => {
  const secrets = [Redacted.make("to/ken+1"), Redacted.make(""), Redacted.make("other")];
  expect(withoutSecrets("Bearer to/ken+1, ?t=to%2Fken%2B1, other", secrets)).toBe(
    "Bearer <redacted>, ?t=<redacted>, <redacted>",
  );
  expect(
    withoutSecrets(
      "a bad (token)",
      ["a", "(token)"].map((one) => Redacted.make(one)),
    ),
  ).toBe("<redacted> b<redacted>d <redacted>");
  expect(withoutSecrets("nothing", [])).toBe("nothing");
});
