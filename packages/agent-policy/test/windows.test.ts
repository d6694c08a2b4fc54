/** Commands as Copilot and others send them on Windows, where disks know no case. */
import { describe, expect, it } from "@jest/globals";
import type { Agent } from "../src/payload/Payload.ts";
import { facts, verdict } from "./support.ts";

const windows = { root: "C:\\repo", caseInsensitive: true, resolve: (path: string) => path };
const planning = facts("planning", windows);
const implementation = facts("implementation", windows);

const ask = (agent: Agent, tool: string, input: unknown) =>
  [planning, implementation].map((of) =>
    verdict(agent, JSON.stringify({ cwd: "C:\\repo", tool_name: tool, tool_input: input }), of),
  );

const registry = ".idse\\projects\\demo\\agent_registry.json";

describe("in PowerShell", () => {
  it.each([
    ["Get-Content src\\a.ts | Select-String x", "allow", "allow"],
    ["git status; idse status", "allow", "allow"],
    ["Set-Content -Path src\\x -Value y", "planning-write", "allow"],
    ["Write-Output y > src\\x", "planning-write", "allow"],
    ["Write-Output y > $null", "allow", "allow"],
    ["echo y >> src\\x", "planning-write", "allow"],
    [`Set-Content ${registry} '{}'`, "registry", "registry"],
    [`Set-Content -LiteralPath "C:\\repo\\${registry}" -Value '{}'`, "registry", "registry"],
    [`SET-CONTENT ${registry.toUpperCase()} x`, "registry", "registry"],
    [`Remove-Item -Recurse -Force .idse`, "registry", "registry"],
    [`rm -r -fo .claude`, "hooks", "hooks"],
    [`del ${registry}`, "registry", "registry"],
    [`Copy-Item C:\\tmp\\r ${registry}`, "registry", "registry"],
    [`Move-Item ${registry},b C:\\tmp`, "registry", "registry"],
    [`Rename-Item ${registry} x`, "registry", "registry"],
    [`New-Item -Path src -Name x -ItemType File`, "planning-write", "allow"],
    [`[IO.File]::WriteAllText('${registry}', 'x')`, "registry", "registry"],
    ["Get-ChildItem | ForEach-Object { Remove-Item $_ }", "planning-write", "allow"],
    [`Get-ChildItem | % { Remove-Item ${registry} }`, "registry", "registry"],
    ["iex $code", "planning-shell", "allow"],
    ["Add-Content src\\x y", "planning-write", "allow"],
    ["Clear-Content src\\x", "planning-write", "allow"],
    ["Out-File -FilePath src\\x -InputObject y", "planning-write", "allow"],
    ["ls | Tee-Object src\\x", "planning-write", "allow"],
    ["ls | Export-Csv -Path src\\x", "planning-write", "allow"],
    ["ls | Export-Clixml src\\x", "planning-write", "allow"],
    ["Set-Item src\\x y", "planning-write", "allow"],
    ["Set-ItemProperty src\\x IsReadOnly 1", "planning-write", "allow"],
    ["Copy-Item a src\\x", "planning-write", "allow"],
    ["Move-Item a src\\x", "planning-write", "allow"],
    ["Rename-Item src\\a b", "planning-write", "allow"],
    ["Invoke-WebRequest https://example.org -OutFile src\\x", "planning-write", "allow"],
    ["New-Item -ItemType SymbolicLink -Path l -Target .claude", "hooks", "hooks"],
    ["ri src\\x; sc src\\x y; ac src\\x y; ni src\\x; cpi a src\\x; mi a src\\x", "planning-write", "allow"],
    ["idse agents set-mode x implementation", "registry", "registry"],
    ["idse.cmd status", "allow", "allow"],
    [`cd .idse\\projects\\demo; Set-Content agent_registry.json x`, "registry", "registry"],
    [`cmd /c "del ${registry}"`, "registry", "registry"],
    [`powershell -NoProfile -Command "Remove-Item ${registry}"`, "registry", "registry"],
    ["powershell -EncodedCommand AAAA", "planning-shell", "allow"],
    ["Set-Content .idse\\projects\\demo\\sessions\\checkout\\specs\\spec.md x", "allow", "signed-off"],
    ["Set-Content .IDSE\\Projects\\demo\\sessions\\checkout\\Specs\\SPEC.md x", "allow", "signed-off"],
  ])("%s", (command, ...expected) => {
    expect(ask("copilot", "powershell", { command })).toEqual(expected);
  });
});

describe("in cmd", () => {
  it.each([
    ["dir /b & type a.txt", "allow", "allow"],
    ["echo x > src\\x", "planning-write", "allow"],
    ["echo x > nul", "allow", "allow"],
    [`echo x > ${registry}`, "registry", "registry"],
    [`del /q ${registry}`, "registry", "registry"],
    [`copy C:\\tmp\\r ${registry}`, "registry", "registry"],
    [`move ${registry} C:\\tmp`, "registry", "registry"],
    ["rd /s /q .idse", "registry", "registry"],
    ["echo x > %TARGET%", "planning-write", "allow"],
  ])("%s", (command, ...expected) => {
    expect(ask("copilot", "cmd", { command })).toEqual(expected);
  });
});

describe("a shell that may be any", () => {
  it.each([
    ["git status", "allow", "allow"],
    [`echo x > ${registry}`, "registry", "registry"],
    [`echo x > ${registry.replaceAll("\\", "/")}`, "registry", "registry"],
    ["cat src\\a.ts", "allow", "allow"],
  ])("is read in all ways: %s", (command, ...expected) => {
    expect(ask("codex", "Bash", { command })).toEqual(expected);
  });

  it("is that of Unix for agents that bring one along, which names drives as folders", () => {
    const command = `echo x > /c/repo/${registry.replaceAll("\\", "/")}`;
    expect(ask("claude", "Bash", { command })).toEqual(["registry", "registry"]);
  });
});
