/** One morning's work, as data: what is typed, in order. It is the same wherever the documents are kept. */
export interface Step {
  readonly args: ReadonlyArray<string>;
  readonly input?: string;
  /** 0 unless told. */
  readonly code?: number;
}

const intent = `# Intent: Shop

## Problem / Opportunity

People cannot pay.

## Stakeholders

Ada, who asks for it.

## Scope

Paying, and no more.

## Success Criteria

- **SC-1**: A basket can be paid for.
`;

const context = `# Context: Shop

## Environment

A web shop. See the [intent](../intents/intent.md).

## Stack

TypeScript.

## Constraints

None.

## Risks & Unknowns

None that are known.
`;

const spec = `# Specification: Checkout

## Overview

A form.

## Functional Requirements

- **FR-1** (SC-1): The form takes a card.

## Non-Functional Requirements

None.

## Acceptance Criteria

- **AC-1** (FR-1): Given a card, when it is sent, then the basket is paid.

## Open Questions

None.

## Agent Profile

\`\`\`yaml
id: "checkout"
name: "Checkout"
description: "Builds the form."
goals: ["A form"]
inputs: []
outputs: []
tools: []
constraints: []
\`\`\`
`;

const step = (...args: ReadonlyArray<string>): Step => ({ args });
const write = (stage: string, input: string, ...more: ReadonlyArray<string>): Step => ({
  args: ["artifact", "write", "--stage", stage, ...more],
  input,
});
const sign = (session: string, stage: string): Step =>
  step("session", "set-stage", session, "--stage", stage, "--status", "completed");

export const scenario: ReadonlyArray<Step> = [
  step("status"),
  { ...step("validate"), code: 1 },
  step("next"),
  write("intent", intent),
  write("context", context),
  sign("__blueprint__", "intent"),
  sign("__blueprint__", "context"),
  step("status"),
  write("intent", intent.replace("and no more", "and refunds")),
  step("status"),
  step("stage", "ack", "context", "--of", "intent", "--reason", "Refunds change nothing there."),
  step("spawn", "checkout", "--title", "Checkout"),
  { ...step("spawn", "checkout"), code: 4 },
  step("session", "create", "returns", "--owner", "grace"),
  step("session", "switch", "checkout"),
  write("spec", spec),
  { ...write("spec", "# Other\n", "--expect", `sha256:${"0".repeat(64)}`), code: 4 },
  step("artifact", "show", "--stage", "spec"),
  { ...step("artifact", "show", "--stage", "spec", "--session", "nobody"), code: 3 },
  step("session", "tag", "checkout", "payments"),
  step("session", "set-status", "returns", "--status", "in_progress"),
  step("agents", "set-mode", "claude-code", "by-stage"),
  step("agents", "list"),
  step("compile", "agent-spec"),
  step("compile", "agent-spec", "--dry-run"),
  step("trace"),
  step("overlap"),
  step("sessions"),
  step("session-info", "checkout", "--lineage"),
  step("status", "--all"),
  step("validate", "--all", "--claimed"),
  { ...step("validate", "--all"), code: 1 },
  { ...step("validate", "--all"), code: 1 },
];
