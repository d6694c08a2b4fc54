import { expect, it } from "@jest/globals";
import { clipped, joined, keptWithin } from "../src/KeptWithin.ts";

it("lets the important parts take room first, and keeps the order in which they stand", () => {
  const parts = [
    { weight: 2, text: "aaa" },
    { weight: 0, text: "bb" },
    { weight: 1, text: "cccc" },
    { weight: 3, text: "d" },
  ];
  const within = (limit: number) => joined(keptWithin(parts, limit, (text) => text.length));
  expect(within(10)).toBe("aaabbccccd");
  expect(within(9)).toBe("aaabbcccc");
  expect(within(7)).toBe("bbccccd");
  expect(within(5)).toBe("aaabb");
  expect(within(0)).toBe("");
});

it("clips by characters, and shows where", () => {
  expect(clipped("abcdef", 6)).toBe("abcdef");
  expect(clipped("abcdefg", 6)).toBe("abcde…");
  expect(clipped("👍👍👍", 2)).toBe("👍…");
});
