/**
 * AgentProfileSpec: what an agent is for, as plain data that run-time systems load. The JSON Schema
 * published with this package is generated from the schema below.
 */
import * as z from "zod";

const Text = z.string("must be a text");
const Name = Text.regex(/\S/, "must not be empty");
const List = z.array(Text, "must be a list of texts");
const Mapping = z.record(z.string(), z.unknown(), "must be a mapping of keys to values");

/** A compiled profile. Every field is present. */
export const AgentProfileSpec = z
  .object({
    id: Name.describe("What programs call the agent."),
    name: Name.describe("What people call the agent."),
    description: Text.default("").describe("One sentence on what the agent is."),
    goals: List.default([]).describe("What the agent is to achieve."),
    inputs: List.default([]).describe("What it is given."),
    outputs: List.default([]).describe("What it produces."),
    tools: List.default([]).describe("What it may use."),
    constraints: List.default([]).describe("What it must keep to."),
    memory_policy: Mapping.default({}).describe("What it remembers, in terms of the run-time that loads it."),
    runtime_hints: Mapping.default({}).describe("Anything else a run-time wants to know."),
    version: Text.default("1.0").describe("The version of this profile, chosen by its author."),
    source_session: Name.describe("The session whose spec the profile was compiled from."),
    source_blueprint: Name.nullable().describe(
      "The blueprint it was merged with; null where there was none.",
    ),
  })
  .describe("An agent's design-time profile, compiled from the Agent Profile section of a spec.");
export type AgentProfileSpec = z.infer<typeof AgentProfileSpec>;

/**
 * What one document may say: the types of the spec, nothing required. A feature leaves to the
 * blueprint what it does not say itself.
 */
export const ProfileDraft = AgentProfileSpec.omit({ source_session: true, source_blueprint: true }).partial();

/** The JSON Schema (draft 2020-12) of a compiled profile. */
export const agentProfileSpecJsonSchema = () => {
  const { $schema, ...schema } = z.toJSONSchema(AgentProfileSpec, { target: "draft-2020-12", io: "output" });
  return { $schema, $id: "urn:idse:agent-profile-spec:1", title: "AgentProfileSpec", ...schema };
};
