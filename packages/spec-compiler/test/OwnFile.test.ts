import { describe, expect, it } from "@jest/globals";
import { originOf, seal, sealLine } from "../src/OwnFile.ts";
import { targetIds } from "../src/Target.ts";
import { exported } from "./targets/support.ts";

describe.each(targetIds)("a file for %s", (target) => {
  const { text } = exported(target);

  it("is known as ours until somebody changes it", () => {
    expect(originOf(text)).toBe("ours");
    expect(originOf(text.replace("Take money", "Take all"))).toBe("changed");
    expect(originOf(`${text}\n`)).toBe("changed");
  });

  it("is known with the line ends of another system", () => {
    expect(originOf(text.replaceAll("\n", "\r\n"))).toBe("ours");
  });
});

describe("originOf", () => {
  it("takes a file without the line for somebody else's", () => {
    for (const text of ["", "---\nname: x\n---\n", `# sha256:${"0".repeat(64)}\n`])
      expect(originOf(text)).toBe("foreign");
  });

  it("is not misled by what an author wrote after it", () => {
    expect(originOf(seal(`# ${sealLine}\n\n${sealLine} {{digest}}\n\ud800`))).toBe("ours");
    const copied = seal(`# ${sealLine}\n`);
    expect(originOf(seal(`# ${sealLine}\n\n${copied}`))).toBe("ours");
    expect(originOf(`mine\n${copied}`)).toBe("changed");
  });
});
