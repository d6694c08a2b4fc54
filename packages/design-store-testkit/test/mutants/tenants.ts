/** Backends in which one tenant can reach into the other's documents. */
import type { DesignStoreService } from "@idse/design-store";
import { layerMemory } from "@idse/design-store";
import * as Effect from "effect/Effect";
import { twoTenants } from "../fixtureStores.ts";
import { commitBlindly, type Mutant, type Mutants, strict } from "./Mutant.ts";

const leaking = (
  red: string,
  change: (own: DesignStoreService, other: DesignStoreService) => Partial<DesignStoreService>,
): Mutant => ({
  make: () => layerMemory,
  options: {
    capabilities: strict,
    tenants: () => twoTenants((own, other) => ({ ...other, ...change(own, other) })),
  },
  red,
});

const noDocument = "shows another tenant no document";
const noCursor = "lists nothing to another tenant since a cursor, its own or one that it learnt";
const noWrite = "lets no other tenant replace or remove by a revision that it learnt";
const noName = "keeps a document of another tenant under the same name apart, or refuses it";

export const tenantMutants: Mutants = {
  "reads go by the name alone": leaking(noDocument, (own, other) => ({
    get: (refs) =>
      Effect.flatMap(other.get(refs), (found) =>
        found.some((one) => one._tag === "StoredDocument") ? Effect.succeed(found) : own.get(refs),
      ),
  })),

  "listings show all tenants": leaking(noDocument, (own, other) => ({
    heads: (scope, since) =>
      Effect.gen(function* () {
        const answer = yield* other.heads(scope, since);
        return since === undefined
          ? { ...answer, heads: [...answer.heads, ...(yield* own.heads(scope)).heads] }
          : answer;
      }),
  })),

  "listings since a cursor show all tenants": leaking(noCursor, (own, other) => ({
    heads: (scope, since) =>
      since === undefined
        ? other.heads(scope)
        : Effect.zipWith(other.heads(scope, since), own.heads(scope, since), (left, right) => ({
            ...left,
            heads: [...left.heads, ...right.heads],
          })),
  })),

  "removals of all tenants are listed": leaking(noCursor, (own, other) => ({
    heads: (scope, since) =>
      since === undefined
        ? other.heads(scope)
        : Effect.zipWith(other.heads(scope, since), own.heads(scope, since), (left, right) => ({
            ...left,
            heads: [...left.heads, ...right.heads.filter((head) => head.removed)],
          })),
  })),

  "writes go by the revision alone": leaking(noWrite, (own, other) => ({
    commit: (changes, operation) =>
      Effect.catchTag(other.commit(changes, operation), "RevisionConflict", (conflict) =>
        changes[0].expect === "absent" ? Effect.fail(conflict) : own.commit(changes, operation),
      ),
  })),

  "removals go by the revision alone": leaking(noWrite, (own, other) => ({
    commit: (changes, operation) =>
      Effect.catchTag(other.commit(changes, operation), "RevisionConflict", (conflict) =>
        changes[0]._tag === "Put" ? Effect.fail(conflict) : own.commit(changes, operation),
      ),
  })),

  "the same name is the same document": leaking(noName, (own, other) => ({
    commit: (changes, operation) =>
      Effect.gen(function* () {
        const found = yield* own.get(changes.map((change) => change.ref));
        return found.every((one) => one._tag === "StoredDocument") && changes[0].expect === "absent"
          ? yield* commitBlindly(own, changes, operation)
          : yield* other.commit(changes, operation);
      }),
  })),

  "the same name is told to be taken": leaking(noName, (own, other) => ({
    commit: (changes, operation) =>
      Effect.gen(function* () {
        const [found] = yield* own.get([changes[0].ref]);
        return yield* found?._tag === "StoredDocument" && changes[0].expect === "absent"
          ? own.commit(changes, operation)
          : other.commit(changes, operation);
      }),
  })),

  "an operation is known to all tenants": leaking("knows no operation of another tenant", (own, other) => ({
    commit: (changes, operation) =>
      Effect.gen(function* () {
        const known = yield* Effect.result(own.commit(changes, operation));
        return known._tag === "Success" ? known.success : yield* other.commit(changes, operation);
      }),
  })),
};
