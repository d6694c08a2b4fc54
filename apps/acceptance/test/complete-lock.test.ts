/** A lock written against a registry that lacks other platforms' binaries is completed, and stays so. */
import { describe, expect, it } from "@jest/globals";
import { completeLock } from "../../../tools/complete-lock.mjs";

const lock = {
  packages: {
    "": {},
    "node_modules/tool": {
      version: "2.0.0",
      dev: true,
      optionalDependencies: {
        "@tool/tool-linux-x64-gnu": "2.0.0",
        "@tool/tool-linux-x64-musl": "2.0.0",
        "@tool/tool-darwin-universal": "2.0.0",
        "fancy-colours": "1.0.0",
      },
    },
    "node_modules/@tool/tool-linux-x64-gnu": { version: "2.0.0" },
  },
};

describe("a lock", () => {
  it("gains the binaries that the registry did not have", () => {
    const completed = completeLock(lock);
    expect(completed.added).toEqual(["@tool/tool-linux-x64-musl@2.0.0", "@tool/tool-darwin-universal@2.0.0"]);
    expect(completed.lock.packages["node_modules/@tool/tool-linux-x64-musl"]).toEqual({
      version: "2.0.0",
      cpu: ["x64"],
      dev: true,
      optional: true,
      os: ["linux"],
      libc: ["musl"],
    });
    expect(completed.lock.packages["node_modules/@tool/tool-darwin-universal"]).toEqual({
      version: "2.0.0",
      dev: true,
      optional: true,
      os: ["darwin"],
    });
  });

  it("that is complete is left alone", () => {
    expect(completeLock(completeLock(lock).lock).added).toEqual([]);
  });

  it("keeps a second version beside the parent that asks for it", () => {
    const present = { ...lock.packages, "node_modules/@tool/tool-linux-x64-musl": { version: "1.0.0" } };
    expect(Object.keys(completeLock({ packages: present }).lock.packages)).toContain(
      "node_modules/tool/node_modules/@tool/tool-linux-x64-musl",
    );
  });
});
