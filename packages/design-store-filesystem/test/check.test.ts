import { existsSync, readdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { FilePrimitives, type FilePrimitivesService } from "@idse/durable-files";
import { describe, expect, it } from "@jest/globals";
import * as Effect from "effect/Effect";
import * as Layer from "effect/Layer";
import { FilesystemDesignStore, NodeFiles, NodeProcessIdentity } from "../src/index.ts";
import { refuse, watchedFiles } from "./faults.ts";
import { seed } from "./processes.ts";
import { temporaryRoot } from "./temporary.ts";

const checked = (root: string, files: FilePrimitivesService = NodeFiles.nodeFiles, project = "demo") =>
  Effect.runPromise(
    FilesystemDesignStore.check({ root, lockWaitMs: 0 }, { project }).pipe(
      Effect.provide([Layer.succeed(FilePrimitives, files), NodeProcessIdentity.layer]),
    ),
  );

const outcomes = async (...input: Parameters<typeof checked>) =>
  (await checked(...input)).map(({ step, outcome }) => `${step} ${outcome}`);

const allPassed = ["credentials passed", "schema passed", "permissions passed", "round-trip passed"];

const everything = (root: string) =>
  readdirSync(`${root}/.idse`, { recursive: true, encoding: "utf8" })
    .filter((path) => !path.startsWith(".local"))
    .sort();

const failureOf = async (...input: Parameters<typeof checked>) => {
  const failed = (await checked(...input)).find(({ outcome }) => outcome === "failed");
  return [failed?.step, failed?.message, failed?.hint];
};

describe("the check of a working tree", () => {
  it("passes, and leaves neither a document nor a folder", async () => {
    const root = temporaryRoot();
    await seed(root);
    const before = everything(root);
    expect(await outcomes(root)).toEqual(allPassed);
    expect(everything(root)).toEqual(before);
  });

  it("leaves no folder of a project that is not there yet", async () => {
    const root = temporaryRoot();
    expect(await outcomes(root)).toEqual(allPassed);
    expect(everything(root)).toEqual([]);
  });

  it("takes a workspace that lies elsewhere", async () => {
    const [root, elsewhere] = [temporaryRoot(), temporaryRoot()];
    rmSync(`${root}/.idse`, { recursive: true });
    renameSync(`${elsewhere}/.idse`, `${elsewhere}/kept`);
    symlinkSync(`${elsewhere}/kept`, `${root}/.idse`);
    expect(await outcomes(root)).toEqual(allPassed);
  });

  it("says what to do where there is no workspace, or a file in its place", async () => {
    const root = temporaryRoot();
    rmSync(`${root}/.idse`, { recursive: true });
    expect(await failureOf(root)).toEqual(["schema", `There is no .idse in ${root}.`, "idse init"]);
    writeFileSync(`${root}/.idse`, "");
    const hint = "Move that file away, then run `idse init`.";
    expect(await failureOf(root)).toEqual(["schema", `.idse in ${root} is not a folder.`, hint]);
    expect(await outcomes(root)).toEqual([
      "credentials passed",
      "schema failed",
      "permissions not-run",
      "round-trip not-run",
    ]);
  });

  it.each(["", "/staged/"])(
    "says who may not write, before a document is written: .idse/…%s",
    async (place) => {
      const root = temporaryRoot();
      const readOnly = watchedFiles((_, operation, path) => {
        if (["create", "link", "makeDirectory"].includes(operation) && path.includes(place))
          refuse(operation, path, "EACCES");
      });
      const [step, message, hint] = await failureOf(root, readOnly);
      expect([step, hint]).toEqual([
        "permissions",
        "Let this user write there, as by `chmod -R u+rwX .idse`.",
      ]);
      expect(message).toContain("No permission. (EACCES)");
      expect(everything(root)).toEqual([]);
      // What is left there is out of git's sight, or nothing is.
      expect(existsSync(`${root}/.idse/.local/.gitignore`)).toBe(existsSync(`${root}/.idse/.local`));
    },
  );

  it("says which command is at work", async () => {
    const root = temporaryRoot();
    let inside: ReadonlyArray<unknown> = [];
    const asking = watchedFiles((_, operation, path) => {
      if (operation !== "create" || !path.includes("/staged/") || inside.length > 0) return;
      inside = ["asked"];
      inside = Effect.runSync(
        FilesystemDesignStore.check({ root, lockWaitMs: 0 }, { project: "demo" }).pipe(
          Effect.provide([NodeFiles.layer, NodeProcessIdentity.layer]),
        ),
      );
    });
    expect(await outcomes(root, asking)).toEqual(allPassed);
    expect(inside[2]).toMatchObject({
      step: "permissions",
      outcome: "failed",
      hint: "Wait until that command has ended, and try again.",
    });
  });

  it("takes away what it made where the disk is full", async () => {
    const root = temporaryRoot();
    await seed(root);
    const before = everything(root);
    const full = watchedFiles((_, operation, path) => {
      if (operation === "rename" && path.includes("/staged/")) refuse(operation, path, "ENOSPC");
    });
    const [step, message, hint] = await failureOf(root, full);
    expect([step, hint]).toEqual(["round-trip", "Make room on the disk."]);
    expect(message).toContain("The disk is full. (ENOSPC)");
    expect(everything(root)).toEqual(before);
  });
});
