/** What differs between both sides, as text. */
import type { DesignStoreService } from "@idse/design-store";
import { type DocumentRef, normaliseText, refKey } from "@idse/pipeline-artifacts";
import { planSync } from "@idse/sync-engine";
import * as Effect from "effect/Effect";
import { answer } from "../../Answer.ts";
import { NotFound } from "../../Failure.ts";
import { places } from "../../Places.ts";
import { chooseRemote, type OpenRemote, withSides } from "./Remote.ts";
import { documentsNamed, selectionOf } from "./Selection.ts";

export interface SyncDiffOptions {
  readonly remote: string | null;
  readonly all: boolean;
  /** By name; none: all that differ. */
  readonly documents: ReadonlyArray<string>;
}

const textsOf = (store: DesignStoreService, refs: ReadonlyArray<DocumentRef>) =>
  refs.length === 0
    ? Effect.succeed(new Map<string, string>())
    : Effect.map(
        store.get(refs),
        (found) =>
          new Map(
            found.flatMap((one) =>
              one._tag === "StoredDocument" ? [[refKey(one.ref), normaliseText(one.content)] as const] : [],
            ),
          ),
      );

export const syncDiff = ({ remote: name, all, documents }: SyncDiffOptions, open: OpenRemote) =>
  Effect.gen(function* () {
    const { patchOf } = yield* Effect.promise(() => import("../../Patch.ts"));
    const remote = yield* chooseRemote(name);
    const selection = yield* selectionOf(all || documents.length > 0, false);
    const current = yield* selectionOf(false, false);
    const at = yield* places;
    return yield* withSides(remote, open, (sides) =>
      Effect.gen(function* () {
        const plan = yield* planSync(sides, { scope: selection.scope, direction: "both" });
        const wanted = yield* documentsNamed(
          documents,
          current,
          plan.documents.map(({ ref }) => ref),
        );
        const keys = new Set(wanted.map(refKey));
        const rows = plan.documents.filter(
          ({ ref, action }) => action !== "adopt" && (documents.length === 0 || keys.has(refKey(ref))),
        );
        const here = yield* textsOf(
          sides.local,
          rows.filter(({ local }) => local !== null).map(({ ref }) => ref),
        );
        const there = yield* textsOf(
          sides.remote,
          rows.filter((row) => row.remote !== null).map(({ ref }) => ref),
        );
        const known = new Set([
          ...plan.observation.ledger.documents.keys(),
          ...plan.observation.local.keys(),
        ]);
        const stranger = wanted.find((ref) => !known.has(refKey(ref)));
        if (stranger !== undefined)
          return yield* new NotFound({ what: "document", name: at.name(stranger), hint: "idse sync status" });
        return answer("sync-diff", {
          project: selection.project,
          session: selection.session,
          remote: remote.name,
          store: remote.settings.kind,
          documents: rows.map((row) => ({
            ref: { ...row.ref },
            path: at.path(row.ref),
            case: row.case,
            action: row.action,
            patch: patchOf(there.get(refKey(row.ref)) ?? "", here.get(refKey(row.ref)) ?? ""),
          })),
        });
      }),
    );
  });
