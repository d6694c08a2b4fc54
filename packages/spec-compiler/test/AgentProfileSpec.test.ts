import { readFileSync } from "node:fs";
import { printJson } from "@idse/pipeline-artifacts";
import { expect, it } from "@jest/globals";
import { agentProfileSpecJsonSchema } from "../src/AgentProfileSpec.ts";

it("is what the published JSON Schema says", () => {
  const published = new URL("../schemas/agent-profile-spec.schema.json", import.meta.url);
  expect(readFileSync(published, "utf8")).toBe(printJson(agentProfileSpecJsonSchema()));
});
