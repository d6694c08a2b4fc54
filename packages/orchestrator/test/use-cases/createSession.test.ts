import { isCreatableName } from "@idse/pipeline-artifacts";
import { expect, it } from "@jest/globals";
import fc from "fast-check";
import { randomSessionId } from "../../src/use-cases/createSession.ts";

const at = "2026-11-24T23:59:59.999Z";

it("names the day and spells the bytes", () => {
  expect(randomSessionId(at, Uint8Array.of(0, 1, 9, 10, 17, 31, 32, 255))).toBe("session-20261124-019ahz0z");
});

it("is a name that can be created, whatever the bytes", () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 8, maxLength: 8 }), (bytes) =>
      isCreatableName(randomSessionId(at, bytes)),
    ),
  );
});

it("tells any two apart that differ in the 40 bits it shows", () => {
  const bits = fc.uint8Array({ minLength: 8, maxLength: 8, max: 31 });
  fc.assert(
    fc.property(bits, bits, (one, other) => {
      const same = one.every((byte, index) => byte === other[index]);
      return (randomSessionId(at, one) === randomSessionId(at, other)) === same;
    }),
  );
});
