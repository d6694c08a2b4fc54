/**
 * The wire contract of Artifact Core: three MCP tools, what goes in, what comes out, how they fail, and what an
 * upstream announces about itself. `docs/artifact-core.md` says it in prose; whoever serves it needs nothing else.
 *
 * The tenant is never an argument: the token says who asks.
 */
import {
  type DocumentKind,
  type DocumentRef,
  isDocumentRef,
  isProjectKind,
  isSessionKind,
} from "@idse/pipeline-artifacts";
import * as z from "zod";

/** Raised when an upstream of the old form could be misread by a client of the new one. */
export const contractVersion = 1;

/** Where an upstream announces itself: a key of `capabilities.experimental` in MCP's handshake, in every revision of it. */
export const announcementKey = "idse/artifact-core";

export const toolNames = {
  heads: "artifact_heads",
  get: "artifact_get",
  commit: "artifact_commit",
} as const;
export type ToolName = (typeof toolNames)[keyof typeof toolNames];

/** One safe segment of a path; which ones are, `isReadableName` decides. */
const Name = z.string().min(1).max(255);

export const Ref = z
  .object({
    project: Name.describe("The project's name."),
    session: Name.nullable().describe("The session's name; null for a document of the project itself."),
    kind: z
      .string()
      .min(1)
      .max(261)
      .describe(
        "In a session: intent, context, spec, plan, tasks, implementation, feedback, session, state, narrative, profile or claim/<id>. Of the project: project, registry or constitution.",
      ),
  })
  .refine((ref): ref is DocumentRef => isDocumentRef(ref), { message: "not the name of a document" })
  .meta({ id: "Ref", description: "The name of one document." });

const Kind = z
  .string()
  .min(1)
  .max(261)
  .refine((kind): kind is DocumentKind => isSessionKind(kind) || isProjectKind(kind), {
    message: "not a kind of document",
  });

const Revision = z
  .string()
  .min(1)
  .max(1024)
  .describe("Opaque. Equal revisions of a document mean equal content.");

const Cursor = z.string().max(4096).describe("Opaque: a point in the upstream's history.");

const Page = z.string().max(4096).describe("Opaque: where the next page begins.");

const Digest = z
  .string()
  .regex(/^sha256:[0-9a-f]{64}$/)
  .describe("SHA-256 of the text with line ends as LF and without a byte order mark.");

export const Head = z
  .object({ ref: Ref, revision: Revision, digest: Digest, removed: z.boolean() })
  .meta({ id: "Head", description: "Which state a document is in." });

export const HeadsInput = z.strictObject({
  project: Name,
  since: Cursor.optional().describe(
    "What changed since this cursor, removals among it. Without it: every present document.",
  ),
  sessions: z
    .array(Name)
    .max(10_000)
    .optional()
    .describe("Only documents of these sessions; those of the project itself are left out then."),
  kinds: z.array(Kind).max(10_000).optional().describe("Only documents of these kinds."),
  page: Page.optional().describe("The `next` of the page before, with the other arguments as they were."),
});

export const HeadsOutput = z.object({
  heads: z.array(Head),
  cursor: Cursor.describe(
    "To be given as `since` later. Of a listing in several pages, the first page's counts.",
  ),
  next: Page.nullable().describe("The next page; null says that nothing follows. Never left out."),
});

export const GetInput = z.strictObject({ refs: z.array(Ref).max(10_000) });

export const GetOutput = z.object({
  documents: z
    .array(
      z.discriminatedUnion("state", [
        z.object({
          state: z.literal("present"),
          ref: Ref,
          revision: Revision,
          digest: Digest,
          content: z.string(),
        }),
        z.object({ state: z.literal("missing"), ref: Ref }),
        z
          .object({ state: z.literal("deferred"), ref: Ref })
          .describe(
            "It did not fit into this answer; ask for it again. At least one of an answer is not deferred.",
          ),
      ]),
    )
    .describe("One for each ref, in the order of the refs."),
});

const AtRevision = z.strictObject({ revision: Revision });

export const Change = z
  .discriminatedUnion("action", [
    z.strictObject({
      action: z.literal("put"),
      ref: Ref,
      content: z.string().describe("The whole text."),
      expect: z
        .union([z.literal("absent"), AtRevision])
        .describe("What must be there for the commit to be carried out."),
    }),
    z.strictObject({ action: z.literal("remove"), ref: Ref, expect: AtRevision }),
  ])
  .meta({ id: "Change" });

export const CommitInput = z.strictObject({
  changes: z.array(Change).min(1).max(10_000).describe("Each document at most once."),
  operation: z
    .string()
    .min(1)
    .max(200)
    .describe("Random, made once for this wanted change. Sent again, it is answered and not done again."),
});

export const CommitOutput = z.object({
  heads: z.array(Head).describe("One for each change, in the order of the changes."),
});

export const errorCodes = [
  "conflict",
  "rejected",
  "unauthorized",
  "quota",
  "malformed",
  "unavailable",
] as const;
export type ErrorCode = (typeof errorCodes)[number];

/** What a tool answers, with `isError`, where it did not do what was asked. */
export const ErrorOutput = z.object({
  error: z.object({
    code: z.enum(errorCodes),
    message: z.string().describe("For a person: what happened and what to do."),
    refs: z.array(Ref).optional().describe("With `conflict`: the documents whose expectation did not hold."),
    retryAfterMs: z.number().min(0).optional().describe("With `quota`: when to try again."),
  }),
});

const limit = () => z.int().min(1);

export const Limits = z.object({
  documentBytes: limit().describe("The largest text, in bytes of UTF-8."),
  requestBytes: limit().describe("The largest arguments of one call, in bytes of their JSON."),
  answerBytes: limit().describe("About how many bytes of text one answer to artifact_get carries."),
  refsPerGet: limit(),
  changesPerCommit: limit(),
  headsPerPage: limit(),
});

export const Announcement = z.object({
  version: z.literal(contractVersion),
  capabilities: z.object({
    cas: z.enum(["native", "checked", "none"]),
    atomicCommit: z.boolean(),
    changes: z.enum(["exact", "overlap", "scan"]),
    byteExact: z.boolean(),
  }),
  limits: Limits,
});

export type Head = z.output<typeof Head>;
export type HeadsInput = z.output<typeof HeadsInput>;
export type HeadsOutput = z.output<typeof HeadsOutput>;
export type GetInput = z.output<typeof GetInput>;
export type GetOutput = z.output<typeof GetOutput>;
export type Change = z.output<typeof Change>;
export type CommitInput = z.output<typeof CommitInput>;
export type CommitOutput = z.output<typeof CommitOutput>;
export type ErrorOutput = z.output<typeof ErrorOutput>;
export type Limits = z.output<typeof Limits>;
export type Announcement = z.output<typeof Announcement>;

/** A JSON Schema of draft 2020-12 with an object at its root, as MCP wants it. */
export type JsonSchema = { readonly type: "object" } & Readonly<Record<string, unknown>>;

const jsonSchema = (schema: z.ZodType): JsonSchema => ({
  // As input: what an answer holds beyond the contract is let through, so that the contract can grow.
  ...z.toJSONSchema(schema, { io: "input" }),
  // A union of objects says so only of its members.
  type: "object",
});

export interface ToolSchemas {
  readonly input: JsonSchema;
  readonly output: JsonSchema;
}

/** An answer is either of two, so that a client which holds answers against the schema takes failures too. */
const toolSchemas = (input: z.ZodType, output: z.ZodType): ToolSchemas => ({
  input: jsonSchema(input),
  output: jsonSchema(z.union([output, ErrorOutput])),
});

/** What each tool takes and answers, as `tools/list` shows it and as it is published. */
export const schemasOfTools = (): Readonly<Record<ToolName, ToolSchemas>> => ({
  [toolNames.heads]: toolSchemas(HeadsInput, HeadsOutput),
  [toolNames.get]: toolSchemas(GetInput, GetOutput),
  [toolNames.commit]: toolSchemas(CommitInput, CommitOutput),
});

/** The published JSON Schemas by their file names. */
export const publishedSchemas = (): Readonly<Record<string, JsonSchema>> => ({
  announcement: jsonSchema(Announcement),
  ...Object.fromEntries(
    Object.entries(schemasOfTools()).flatMap(([name, { input, output }]) => [
      [`${name}.input`, input],
      [`${name}.output`, output],
    ]),
  ),
});
