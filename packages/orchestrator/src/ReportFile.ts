/** Reports written to files that the user named. */
import { FilePrimitives, replaceFile } from "@idse/durable-files";
import { attempt } from "./Failure.ts";

/** Each with its folder made and the file replaced whole. `path` is absolute, with `/`. */
export const writeReports = (reports: ReadonlyArray<{ readonly path: string; readonly text: string }>) =>
  FilePrimitives.use((files) =>
    attempt(() => {
      for (const { path, text } of reports) {
        files.makeDirectory(path.slice(0, path.lastIndexOf("/")) || "/", { recursive: true });
        replaceFile(files, path, new TextEncoder().encode(text), { durable: false });
      }
    }),
  );
