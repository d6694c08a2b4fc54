/**
 * The identifiers of one session together: what its documents define, and who names whom. A document
 * that is as its template left it takes no part. Rules and the trace both ask here, so that they agree.
 */
import {
  type ArtifactDocument,
  homeOf,
  type IdentifierDefinition,
  type IdentifierKind,
  type IdentifierReference,
  type IdentifierScheme,
  identifiersOf,
  type Stage,
} from "@idse/pipeline-artifacts";

/** A document of the session; of `document` null nothing is known but that it is asked for. */
export interface IdentifiedInput {
  readonly stage: Stage;
  readonly path: string;
  readonly document: ArtifactDocument | null;
  readonly untouched: boolean;
}

export interface SessionDefinition extends IdentifierDefinition {
  readonly stage: Stage;
  readonly path: string;
}

/** What one begun document refers to. */
export interface DocumentReferences {
  readonly stage: Stage;
  readonly path: string;
  readonly references: ReadonlyArray<IdentifierReference>;
}

export class SessionIdentifiers {
  /** By stage and place; of an identifier that is defined twice each. */
  readonly definitions: ReadonlyArray<SessionDefinition>;
  readonly documents: ReadonlyArray<DocumentReferences>;
  /** The first definition of each identifier. */
  readonly #byId = new Map<string, SessionDefinition>();
  #kinds: Map<string, IdentifierKind> | undefined;
  readonly #tied = new Map<string, Set<string>>();
  readonly #handed: ReadonlyMap<Stage, IdentifiedInput>;

  constructor(documents: ReadonlyArray<IdentifiedInput>, scheme: IdentifierScheme) {
    this.#handed = new Map(documents.map((one) => [one.stage, one]));
    const read = documents.flatMap(({ stage, path, document, untouched }) =>
      document === null || untouched ? [] : [{ stage, path, ...identifiersOf(document, stage, scheme) }],
    );
    this.definitions = read.flatMap(({ stage, path, definitions }) =>
      definitions.map((one) => ({ ...one, stage, path })),
    );
    this.documents = read;
    for (const one of this.definitions) {
      if (!this.#byId.has(one.id)) this.#byId.set(one.id, one);
      for (const id of one.refers) {
        this.#tie(one.id, id);
        this.#tie(id, one.id);
      }
    }
  }

  #tie(from: string, to: string): void {
    const known = this.#tied.get(from);
    if (known === undefined) this.#tied.set(from, new Set([to]));
    else known.add(to);
  }

  /** The first definition, dropped or not. */
  definitionOf(id: string): SessionDefinition | undefined {
    return this.#byId.get(id);
  }

  /** Of anything that is defined or named here. */
  kindOf(id: string): IdentifierKind | undefined {
    if (this.#kinds === undefined) {
      this.#kinds = new Map();
      for (const { references } of this.documents) {
        for (const one of references) this.#kinds.set(one.id, one.kind);
      }
      for (const one of this.definitions) this.#kinds.set(one.id, one.kind);
    }
    return this.#kinds.get(id);
  }

  /** What is to be asked about: first definitions of a kind that are not dropped. */
  asked(kind: IdentifierKind): ReadonlyArray<SessionDefinition> {
    return this.definitions.filter(
      (one) => one.kind === kind && !one.dropped && this.#byId.get(one.id) === one,
    );
  }

  /** Identifiers that an item names, or whose items name it. */
  tiedTo(id: string): ReadonlySet<string> {
    return this.#tied.get(id) ?? none;
  }

  /** What the document of a stage refers to, in whatever sentence. */
  namedIn(stage: Stage): ReadonlySet<string> {
    const document = this.documents.find((one) => one.stage === stage);
    return new Set(document?.references.map((one) => one.id));
  }

  /** Whether the document of a stage is there and begun. */
  isBegun(stage: Stage): boolean {
    const one = this.#handed.get(stage);
    return one !== undefined && one.document !== null && !one.untouched;
  }

  /** Whether a kind could be named here: the session defines one, or the stage where it would is not known. */
  canName(kind: IdentifierKind): boolean {
    const home = homeOf(kind);
    return this.definitions.some((one) => one.kind === kind) || (home !== null && !this.#handed.has(home));
  }
}

const none: ReadonlySet<string> = new Set();

const remembered = new WeakMap<
  object,
  { readonly scheme: IdentifierScheme; readonly value: SessionIdentifiers }
>();

/** Computed once for each session, which is known by its list of documents. */
export const sessionIdentifiers = (
  documents: ReadonlyArray<IdentifiedInput>,
  scheme: IdentifierScheme,
): SessionIdentifiers => {
  const known = remembered.get(documents);
  if (known?.scheme === scheme) return known.value;
  const value = new SessionIdentifiers(documents, scheme);
  remembered.set(documents, { scheme, value });
  return value;
};
