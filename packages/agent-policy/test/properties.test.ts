import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { decide } from "../src/decide.ts";
import { agents, payloadOf } from "../src/payload/Payload.ts";
import { readShell } from "../src/shell/readShell.ts";
import { documentCommands, guardedCommands, idseCommands, writingCommands } from "./commands.ts";
import { facts, implementation, planning, shell, toolPayload, verdict, write } from "./support.ts";

/** Text in which the signs of a shell are frequent. */
const noisy = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        ..."'\"`$(){}[]<>|&;\n\\#~*?!=-".split(""),
        "$(",
        "${",
        "<<",
        "<<EOF\n",
        "EOF\n",
        "<(",
        ">>",
        "&&",
        "||",
        " ",
        "ls",
        "rm",
        "git",
        "idse",
        "cd",
        "x",
      ),
      fc.string({ maxLength: 4 }),
    ),
    { maxLength: 40 },
  )
  .map((parts) => parts.join(""));

describe("for any text", () => {
  it("a command line is read in every dialect", () => {
    fc.assert(
      fc.property(noisy, fc.constantFrom("posix", "powershell", "cmd"), (line, dialect) => {
        expect(Array.isArray(readShell(line, dialect))).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  it.each([
    ["(", 5000],
    ["$(", 5000],
    ["`", 5000],
    ["${a:-", 5000],
    ['"$(', 5000],
    ["<<E\n$(", 2000],
    ["sh -c '", 2000],
    ["eval eval ", 2000],
    ["sudo ", 5000],
    ["cd a; ", 5000],
  ])("%s many times over is no end", (part, times) => {
    expect(shell(part.repeat(times), planning)).not.toBe("");
  });

  it("a payload is a request or a problem", () => {
    const tools = fc.constantFrom("Bash", "Write", "apply_patch", "Edit", "mcp__idse__write_artifact", "x");
    const payload = fc.oneof(
      fc.string(),
      fc.json(),
      fc
        .record({ tool_name: tools, tool_input: fc.jsonValue(), cwd: fc.string() })
        .map((one) => JSON.stringify(one)),
      fc
        .record({ file_path: fc.string(), command: noisy, content: fc.string() })
        .map((input) => toolPayload("Write", input)),
    );
    fc.assert(
      fc.property(fc.constantFrom(...agents), payload, (agent, text) => {
        const read = payloadOf(agent, text);
        if (read.ok) expect(["allow", "deny"]).toContain(decide(read.request, planning).verdict);
        else expect(read.problem).not.toBe("");
      }),
      { numRuns: 1000 },
    );
  });

  it("a path has a verdict, and the same one again", () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), fc.boolean(), (path, caseInsensitive) => {
        const of = facts("planning", { caseInsensitive });
        expect(write(path, of)).toBe(write(path, of));
      }),
    );
  });
});

const denied = [...writingCommands, ...documentCommands, ...guardedCommands, ...idseCommands];
const deniedInPlanning = denied.filter(([, inPlanning]) => inPlanning !== "allow").map(([line]) => line);
const deniedAfterwards = denied.filter(([, , after]) => after !== "allow").map(([line]) => line);

describe("a line that is denied", () => {
  const before = fc.constantFrom(
    "ls; ",
    "pwd && ",
    "git status\n",
    "true | ",
    "echo a & ",
    "! ",
    "(ls) ; ",
    "",
  );
  const after = fc.constantFrom(
    "; ls",
    " && pwd",
    "\nidse status",
    " | cat",
    " # done",
    " > /dev/null",
    " 2>&1",
    "",
  );
  const around = fc.constantFrom(
    (line: string) => line,
    (line: string) => `(${line}\n)`,
    (line: string) => `{ ${line}\n}`,
    (line: string) => `if true; then ${line}\nfi`,
    (line: string) => `bash -c '${line.replaceAll("'", "'\\''")}'`,
    (line: string) => `echo "$(${line}\n)"`,
  );

  it.each([
    ["planning", deniedInPlanning, planning],
    ["implementation", deniedAfterwards, implementation],
  ] as const)("in %s mode is denied with anything harmless around it", (_, lines, of) => {
    fc.assert(
      fc.property(fc.constantFrom(...lines), before, after, around, (line, prefix, suffix, wrap) => {
        expect(shell(`${prefix}${wrap(line)}${suffix}`, of)).not.toBe("allow");
      }),
      { numRuns: 3000 },
    );
  });
});

describe("a path in a command", () => {
  const quoted = (path: string, how: number): string =>
    [
      path,
      `'${path}'`,
      `"${path}"`,
      `${path.slice(0, 3)}'${path.slice(3)}'`,
      `"${path.slice(0, 5)}"${path.slice(5)}`,
      [...path].map((letter) => `\\${letter}`).join(""),
      `$'${path}'`,
      `''${path}""`,
      `$'${[...path].map((letter) => `\\x${(letter.codePointAt(0) ?? 0).toString(16)}`).join("")}'`,
    ][how] ?? path;

  it("decides the same however it is quoted", () => {
    const paths = fc.constantFrom(
      "src/x.ts",
      ".idse/projects/demo/agent_registry.json",
      ".idse/projects/demo/sessions/checkout/specs/spec.md",
      ".claude/settings.json",
      "../outside",
    );
    const commands = fc.constantFrom("rm ", "echo a > ", "tee ", "sed -i s/a/b/ ", "cp x ", "touch -- ");
    fc.assert(
      fc.property(
        paths,
        commands,
        fc.nat(8),
        fc.constantFrom(planning, implementation),
        (path, command, how, of) => {
          expect(shell(command + quoted(path, how), of)).toBe(shell(command + path, of));
        },
      ),
    );
  });
});

describe("the same payload", () => {
  it("is judged alike whoever delivers it", () => {
    fc.assert(
      fc.property(fc.constantFrom(...agents), fc.constantFrom(...denied), (agent, [line]) => {
        const text = toolPayload("Bash", { command: line });
        expect(verdict(agent, text, planning)).toBe(verdict("claude", text, planning));
      }),
    );
  });
});
