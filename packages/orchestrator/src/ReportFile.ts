/** Reports written to files that the user named. */
import { FileFailure, FilePrimitives, type FilePrimitivesService, replaceFile } from "@idse/durable-files";
import * as Effect from "effect/Effect";
import { attempt } from "./Failure.ts";

interface ReportFile {
  /** Absolute, with `/`. */
  readonly path: string;
  readonly text: string;
}

const writeReport = (files: FilePrimitivesService, { path, text }: ReportFile): FileFailure | null => {
  try {
    files.makeDirectory(path.slice(0, path.lastIndexOf("/")) || "/", { recursive: true });
    replaceFile(files, path, new TextEncoder().encode(text), { durable: false });
    return null;
  } catch (error) {
    if (error instanceof FileFailure) return error;
    throw error;
  }
};

/** Each with its folder made and the file replaced whole. One that cannot be written costs no other. */
export const writeReports = (reports: ReadonlyArray<ReportFile>) =>
  Effect.gen(function* () {
    const files = yield* FilePrimitives;
    const refused = yield* attempt(() => reports.map((one) => writeReport(files, one)));
    const first = refused.find((one) => one !== null);
    if (first !== undefined) return yield* first;
  });
