import { describe, expect, it } from "@jest/globals";
import { collaboratorsOf, SessionMetadata, sessionUid } from "../src/SessionMetadata.ts";

const older = {
  session_id: "checkout",
  name: "Checkout",
  session_type: "feature",
  description: null,
  is_blueprint: false,
  parent_session: "__blueprint__",
  related_sessions: [],
  owner: "ada",
  collaborators: ["ben", { name: "cy", role: "reviewer", joined_at: "2026-02-01T10:00:00", team: "x" }],
  tags: ["web"],
  status: "draft",
  created_at: "2026-01-31T09:00:00.123456",
  updated_at: "2026-02-01T10:00:00",
  something_else: { kept: true },
};

describe("session metadata", () => {
  it("reads an older file, and keeps what it does not know", () => {
    expect(SessionMetadata.parse(older)).toEqual(older);
  });

  it("fills in what an older file may lack", () => {
    const { description, parent_session, related_sessions, collaborators, tags, ...least } = older;
    expect(SessionMetadata.parse(least)).toMatchObject({
      description: null,
      parent_session: null,
      related_sessions: [],
      collaborators: [],
      tags: [],
    });
  });

  it.each([
    "session_id",
    "name",
    "owner",
    "status",
    "session_type",
    "is_blueprint",
    "created_at",
    "updated_at",
  ])("is refused without %s", (key) => {
    const { [key as "owner"]: _, ...rest } = older;
    expect(SessionMetadata.safeParse(rest).success).toBe(false);
  });

  it.each([
    { status: "done" },
    { session_type: "epic" },
    { uid: "" },
    { collaborators: [{ name: "cy", role: "boss", joined_at: "" }] },
  ])("is refused with %j", (change) => {
    expect(SessionMetadata.safeParse({ ...older, ...change }).success).toBe(false);
  });

  it("takes a plain name for a contributor since the session was made", () => {
    expect(collaboratorsOf(SessionMetadata.parse(older))).toEqual([
      { name: "ben", role: "contributor", joined_at: older.created_at },
      { name: "cy", role: "reviewer", joined_at: "2026-02-01T10:00:00" },
    ]);
  });
});

describe("a session's uid", () => {
  const metadata = SessionMetadata.parse(older);

  it("is the recorded one, wherever the session stands", () => {
    expect(sessionUid("shop", { ...metadata, uid: "u-1" })).toBe("u-1");
    expect(sessionUid("other", { ...metadata, uid: "u-1" })).toBe("u-1");
  });

  it("is derived alike in every clone, whatever is edited later", () => {
    const uid = sessionUid("shop", metadata);
    expect(uid).toMatch(/^derived-[0-9a-f]{32}$/);
    const edited = {
      ...older,
      name: "Renamed",
      owner: "eve",
      status: "review",
      updated_at: "2027-01-01T00:00:00",
    };
    expect(sessionUid("shop", SessionMetadata.parse(JSON.parse(JSON.stringify(edited))))).toBe(uid);
  });

  it("differs between projects, sessions and times of making", () => {
    const uids = [
      sessionUid("shop", metadata),
      sessionUid("shop2", metadata),
      sessionUid("shop", { ...metadata, session_id: "cart" }),
      sessionUid("shop", { ...metadata, created_at: "2026-01-31T09:00:01" }),
      sessionUid("shopcheckout", { ...metadata, session_id: "" }),
    ];
    expect(new Set(uids).size).toBe(uids.length);
  });
});
