/** Programs on the path, as a shell would find them; none is started. */
type Environment = Readonly<Record<string, string | undefined>>;

/** The first of these names that is there, as a path with `/`; null where none is. */
export const programAt = (names: ReadonlyArray<string>, environment: Environment): string | null => {
  const { delimiter, join } = process.getBuiltinModule("node:path");
  const folders = (environment.PATH ?? environment.Path ?? "")
    .split(delimiter)
    .filter((folder) => folder !== "");
  const endings = process.platform === "win32" ? [".exe", ".cmd", ".ps1"] : [""];
  for (const name of names)
    for (const folder of folders)
      for (const ending of endings) {
        const path = join(folder, `${name}${ending}`);
        if (isProgram(path)) return path.replaceAll("\\", "/");
      }
  return null;
};

const isProgram = (path: string): boolean => {
  const { accessSync, constants, statSync } = process.getBuiltinModule("node:fs");
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
};
