import { expect, it } from "@jest/globals";
import { foldersUpward } from "../src/Workspace.ts";

it("names the folder and all above it, nearest first, down to the root", () => {
  expect(foldersUpward("/home/ada/shop")).toEqual(["/home/ada/shop", "/home/ada", "/home", "/"]);
  expect(foldersUpward("/shop")).toEqual(["/shop", "/"]);
});

it("ends at a drive where there is no common root", () => {
  expect(foldersUpward("C:/work/shop")).toEqual(["C:/work/shop", "C:/work", "C:"]);
});
