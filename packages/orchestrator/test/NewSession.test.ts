import type { Change } from "@idse/design-store";
import {
  ArtifactDocument,
  digestOf,
  isUntouched,
  newDocument,
  refKey,
  SessionMetadata,
  sectionFingerprintsOf,
  stages,
} from "@idse/pipeline-artifacts";
import { StateRecord } from "@idse/stage-state";
import { describe, expect, it } from "@jest/globals";
import { type NewSession, newSessionChanges } from "../src/NewSession.ts";
import type { SessionSnapshot } from "../src/Snapshot.ts";

const session: NewSession = {
  project: "shop",
  id: "checkout",
  name: "The checkout",
  type: "feature",
  stack: "TypeScript",
  owner: "ada",
  description: "A stranger can pay.",
  parent: null,
  at: "2026-11-24T10:00:00.000Z",
  uid: "11111111-1111-4111-8111-111111111111",
  template: () => null,
};

const contentOf = (changes: ReadonlyArray<Change>, kind: string): string => {
  const found = changes.find((change) => change.ref.kind === kind);
  if (found?._tag !== "Put") throw new Error(`nothing is put for ${kind}`);
  return found.content;
};
const metadataIn = (changes: ReadonlyArray<Change>) =>
  SessionMetadata.parse(JSON.parse(contentOf(changes, "session")));
const stateIn = (changes: ReadonlyArray<Change>) =>
  StateRecord.parse(JSON.parse(contentOf(changes, "state")));

describe("a new session", () => {
  it("is nine documents, none of which may be there yet", () => {
    const changes = newSessionChanges(session);
    expect(changes.map((change) => refKey(change.ref)).sort()).toEqual(
      ["session", "state", ...stages]
        .map((kind) => refKey({ project: "shop", session: "checkout", kind: kind as "session" }))
        .sort(),
    );
    for (const change of changes) expect(change).toMatchObject({ _tag: "Put", expect: "absent" });
  });

  it("starts as a draft, made and changed at one time", () => {
    expect(metadataIn(newSessionChanges(session))).toMatchObject({
      session_id: "checkout",
      name: "The checkout",
      session_type: "feature",
      description: "A stranger can pay.",
      is_blueprint: false,
      parent_session: null,
      owner: "ada",
      status: "draft",
      created_at: session.at,
      updated_at: session.at,
    });
  });

  it("is recognised as untouched by the digests in its state", () => {
    const changes = newSessionChanges(session);
    const { stages: recorded } = stateIn(changes);
    for (const stage of stages) {
      const text = contentOf(changes, stage);
      expect(recorded[stage]).toEqual({ template: digestOf(text), sign_off: null });
      expect(isUntouched(stage, `${text}\nA word.\n`, recorded[stage].template)).toBe(false);
    }
  });

  it("takes the repository's own template where there is one, and the shipped one elsewhere", () => {
    const changes = newSessionChanges({
      ...session,
      template: (stage) => (stage === "intent" ? "# Why: {{session_name}} in {{project_name}}\n" : null),
    });
    expect(contentOf(changes, "intent")).toBe("# Why: The checkout in shop\n");
    expect(contentOf(changes, "plan")).toContain("# Plan: The checkout");
  });
});

describe("a session with a parent", () => {
  const names = {
    project_name: "shop",
    session_id: "__blueprint__",
    session_name: "shop",
    stack: "",
    date: "2026-11-23",
  };
  const intent = new ArtifactDocument(newDocument("intent", names).content);
  const parent: SessionSnapshot = {
    project: "shop",
    id: "__blueprint__",
    key: null,
    documents: new Map([["intent", intent]]),
    unreadable: new Map(),
    metadata: metadataIn(
      newSessionChanges({ ...session, id: "__blueprint__", type: "blueprint", name: "shop" }),
    ),
    metadataProblem: null,
    state: null,
    stateProblem: null,
  };

  it("names it, and records what each of its stages says now", () => {
    const changes = newSessionChanges({ ...session, parent });
    expect(metadataIn(changes).parent_session).toBe("__blueprint__");
    expect(stateIn(changes).parent).toEqual({
      session: "__blueprint__",
      uid: session.uid,
      sections: stages.map((stage) =>
        stage === "intent"
          ? { stage, digest: digestOf(intent.text), sections: [...sectionFingerprintsOf(intent)] }
          : { stage, sections: [] },
      ),
    });
  });

  it("still names one whose metadata cannot be read, and records nothing of it", () => {
    const changes = newSessionChanges({ ...session, parent: { ...parent, metadata: null } });
    expect(metadataIn(changes).parent_session).toBe("__blueprint__");
    expect(stateIn(changes).parent).toBeNull();
  });
});
