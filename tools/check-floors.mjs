/**
 * Holds the house up: every package stands on one floor and builds on lower ones only, declares what it
 * imports, keeps to its own folder, and below floor 3 stays off the platform. Also sees to it that each
 * published package says what a registry page needs.
 *
 *     node tools/check-floors.mjs     exit 1 and one line per problem: place, what is wrong, what to do
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { createRequire, isBuiltin } from "node:module";
import { join, posix } from "node:path";
import { fileURLToPath } from "node:url";

// The classic compiler API; TypeScript 7 has none.
const ts = createRequire(import.meta.url)("typescript");

const platformFloor = 3;
const testkit = "@idse/design-store-testkit";
const vagueNames = ["core", "common", "shared", "types", "utils"];
const platformPackage = /^(@effect\/platform-|bun(:|$)|@types\/node$)/;
/** The one place below the platform floor that may ask Node for something: digests. */
const allowedBuiltins = { "packages/pipeline-artifacts/src/Digest.ts": ["node:crypto"] };

const packageOf = (specifier) =>
  specifier
    .split("/")
    .slice(0, specifier.startsWith("@") ? 2 : 1)
    .join("/");

/** `mdast` is declared by `@types/mdast`, `@scope/name` by `@types/scope__name`. */
const typesOf = (name) => `@types/${name.replace(/^@/, "").replace("/", "__")}`;

const floorsOf = (project) => project.tags.filter((tag) => tag.startsWith("floor:"));
const floorOf = (project) => Number(floorsOf(project)[0]?.slice("floor:".length));

/** A private project that holds nothing but tests stands outside the house and may look into all of it. */
const isTestProject = ({ root, manifest, files }) =>
  manifest.private === true && !files.some((file) => file.startsWith(`${root}/src/`));

const lineAt = (text, offset) => text.slice(0, offset).split("\n").length;
const lineOf = (text, needle) => Math.max(1, lineAt(text, Math.max(0, text.indexOf(needle))));

const importsOf = (text) =>
  ts
    .preProcessFile(text, true, true)
    .importedFiles.map(({ fileName, pos }) => ({ specifier: fileName, line: lineAt(text, pos) }));

const manifestProblems = (project, read) => {
  const { name, root, manifest } = project;
  const file = `${root}/package.json`;
  const text = read(file) ?? "";
  const problems = [];
  const say = (line, message) => problems.push({ file, line, message });

  const floors = floorsOf(project);
  if (floors.length !== 1 || !/^floor:\d+$/.test(floors[0]))
    say(
      lineOf(text, '"tags"'),
      `${name} has ${floors.length === 1 ? `the tag ${floors[0]}` : `${floors.length} floor tags`}. ` +
        'Give nx.tags exactly one, such as "floor:2".',
    );
  if (vagueNames.includes(posix.basename(name)) || vagueNames.includes(posix.basename(root)))
    say(lineOf(text, '"name"'), `${name} names no concept. Call it after the thing it holds.`);
  if (manifest.private === true) return problems;
  for (const key of ["description", "license", "files", "engines"])
    if (!manifest[key] || (Array.isArray(manifest[key]) && manifest[key].length === 0))
      say(1, `${name} is published without "${key}". Add it.`);
  if (!manifest.exports && !manifest.bin) say(1, `${name} offers neither "exports" nor "bin". Add one.`);
  if (read(`${root}/README.md`) === undefined) say(1, `${name} has no README.md. Write one screen.`);
  return problems;
};

/** A project without a floor is one problem of its own, not one more per arrow. */
const mayBuildOn = (from, to, inTest) =>
  isTestProject(from) ||
  !(floorOf(to) >= floorOf(from)) ||
  (inTest && to.name === testkit && from.name.startsWith("@idse/design-store"));

const floorMessage = (from, to) =>
  `${from.name} (floor ${floorOf(from)}) builds on ${to.name} (floor ${floorOf(to)}), but arrows fall to lower ` +
  "floors only. Hand the value in from a higher floor, or move what both need to a lower one.";

const declaredFor = (project, inTest, workspaceDevDependencies) => {
  const { manifest } = project;
  const bundled = manifest.bin !== undefined;
  return new Set([
    ...Object.keys(manifest.dependencies ?? {}),
    ...Object.keys(manifest.peerDependencies ?? {}),
    ...Object.keys(manifest.optionalDependencies ?? {}),
    ...(inTest || bundled ? Object.keys(manifest.devDependencies ?? {}) : []),
    ...(inTest ? workspaceDevDependencies : []),
  ]);
};

const undeclaredMessage = (project, name, inTest) =>
  `${project.name} imports ${name} without declaring it. Add it to ${
    inTest || project.manifest.bin ? "devDependencies" : "dependencies"
  } in ${project.root}/package.json.`;

const relativeProblem = (project, file, specifier) => {
  const target = posix.join(posix.dirname(file), specifier);
  if (isTestProject(project) || target === project.root || target.startsWith(`${project.root}/`))
    return undefined;
  return `${specifier} leaves ${project.root}. Import the other package by its name.`;
};

const platformProblem = (project, file, specifier, inTest) => {
  if (inTest || floorOf(project) >= platformFloor) return undefined;
  if (!isBuiltin(specifier) && !platformPackage.test(packageOf(specifier))) return undefined;
  if (allowedBuiltins[file]?.includes(specifier)) return undefined;
  return (
    `${project.name} (floor ${floorOf(project)}) imports the platform module ${specifier}. Below floor ` +
    `${platformFloor} take the value as an argument, or ask for a service.`
  );
};

const importProblems = (project, byName, workspaceDevDependencies, read) =>
  project.files.flatMap((file) => {
    const inTest = !file.startsWith(`${project.root}/src/`) && !file.startsWith(`${project.root}/bin/`);
    const declared = declaredFor(project, inTest, workspaceDevDependencies);

    const problemWith = (specifier) => {
      if (specifier.startsWith(".")) return relativeProblem(project, file, specifier);
      const platform = platformProblem(project, file, specifier, inTest);
      if (platform || isBuiltin(specifier)) return platform;
      const name = packageOf(specifier);
      const target = byName.get(name);
      if (target === project)
        return inTest ? undefined : `${name} imports itself by name. Use a relative path.`;
      if (target && !mayBuildOn(project, target, inTest)) return floorMessage(project, target);
      if (declared.has(name) || declared.has(typesOf(name))) return undefined;
      return undeclaredMessage(project, name, inTest);
    };

    return importsOf(read(file) ?? "").flatMap(({ specifier, line }) => {
      const message = problemWith(specifier);
      return message ? [{ file, line, message }] : [];
    });
  });

const declarationProblems = (project, byName, read) => {
  const file = `${project.root}/package.json`;
  const text = read(file) ?? "";
  return project.dependsOn.flatMap((name) => {
    const target = byName.get(name);
    const inTest = project.manifest.dependencies?.[name] === undefined;
    if (!target || target === project || mayBuildOn(project, target, inTest)) return [];
    return [{ file, line: lineOf(text, `"${name}"`), message: floorMessage(project, target) }];
  });
};

/**
 * Every problem of a workspace as `{ file, line, message }`, in the order of the projects.
 * `read` returns a file's text by its path from the root, or undefined where there is none.
 */
export const floorProblems = ({ projects, workspaceDevDependencies = [] }, read) => {
  const byName = new Map(projects.map((project) => [project.name, project]));
  return projects.flatMap((project) => [
    ...manifestProblems(project, read),
    ...declarationProblems(project, byName, read),
    ...importProblems(project, byName, workspaceDevDependencies, read),
  ]);
};

/** The sources of a project, as paths from the root with `/`. Fixtures are documents, not sources. */
export const sourcesBelow = (workspace, projectRoot) =>
  ["src", "bin", "test"].flatMap((folder) => {
    const place = join(workspace, projectRoot, folder);
    if (!existsSync(place)) return [];
    return readdirSync(place, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.(ts|mts|js|mjs)$/.test(entry.name))
      .map((entry) =>
        `${join(entry.parentPath, entry.name).slice(workspace.length + 1)}`.replaceAll("\\", "/"),
      )
      .filter((file) => !file.includes("/fixtures/") && !file.includes("/node_modules/"))
      .sort();
  });

const projectsOfNx = async (workspace) => {
  const { createProjectGraphAsync } = await import("@nx/devkit");
  const graph = await createProjectGraphAsync({ exitOnError: true });
  return Object.values(graph.nodes)
    .filter((node) => node.data.root !== ".")
    .map((node) => ({
      name: node.name,
      root: node.data.root,
      tags: node.data.tags ?? [],
      dependsOn: [...new Set((graph.dependencies[node.name] ?? []).map((dependency) => dependency.target))],
      manifest: JSON.parse(readFileSync(join(workspace, node.data.root, "package.json"), "utf8")),
      files: sourcesBelow(workspace, node.data.root),
    }))
    .sort((a, b) => (a.root < b.root ? -1 : 1));
};

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  process.env.NX_DAEMON = "false";
  const workspace = fileURLToPath(new URL("..", import.meta.url)).replace(/[\\/]$/, "");
  const projects = await projectsOfNx(workspace);
  const { devDependencies } = JSON.parse(readFileSync(join(workspace, "package.json"), "utf8"));
  const read = (file) =>
    existsSync(join(workspace, file)) ? readFileSync(join(workspace, file), "utf8") : undefined;
  const problems = floorProblems({ projects, workspaceDevDependencies: Object.keys(devDependencies) }, read);
  for (const { file, line, message } of problems) console.log(`${file}:${line}  ${message}`);
  console.log(problems.length > 0 ? `${problems.length} problems` : `${projects.length} projects stand`);
  // Nx leaves handles open.
  process.exit(problems.length > 0 ? 1 : 0);
}
