/**
 * Firestore, with a service account's key, an access token, or the emulator that FIRESTORE_EMULATOR_HOST
 * names, as Google's own clients take them.
 */
import { type Credential, Unauthorized } from "@idse/design-store";
import {
  emulatorCredential,
  FirebaseDesignStore,
  firestoreRules,
  serviceAccountCredential,
} from "@idse/design-store-firebase";
import { FileFailure, FilePrimitives, type FilePrimitivesService } from "@idse/durable-files";
import * as Effect from "effect/Effect";
import * as Redacted from "effect/Redacted";
import type { OpenDriver } from "./index.ts";
import { credentialOf } from "./secrets.ts";

export const open: OpenDriver<"firebase"> = (settings, context) =>
  Effect.gen(function* () {
    const files = yield* FilePrimitives;
    const secrets = { ...context, store: "firebase" } as const;
    const emulator = context.environment.FIRESTORE_EMULATOR_HOST?.trim() ?? "";
    const key = keyOf(
      credentialOf(settings.service_account, "key of a service account", secrets),
      files,
      context.root,
    );
    const token =
      settings.token === undefined
        ? serviceAccountCredential(key)
        : credentialOf(settings.token, "access token", secrets);
    const { project_id: projectId, database, tenant } = settings;
    const options = {
      projectId,
      database,
      tenant,
      ...(emulator === "" ? { token } : { token: emulatorCredential, endpoint: `http://${emulator}` }),
    };
    return {
      kind: "firebase",
      open: FirebaseDesignStore.make(options),
      check: (project) => FirebaseDesignStore.check(options, { project }),
      setUp: {
        _tag: "ByHand",
        text: firestoreRules,
        how: "Publish these rules for the database, with firebase deploy or in the console. They keep everybody out who has no service account.",
      },
    };
  });

/** A key as it stands, or the text of the file at its path. */
const keyOf = (given: Credential, files: FilePrimitivesService, root: string): Credential =>
  Effect.flatMap(given, (secret) => {
    const value = Redacted.value(secret);
    if (value.startsWith("{")) return Effect.succeed(secret);
    const path = /^(?:\/|[A-Za-z]:)/.test(value) ? value : `${root}/${value}`;
    return Effect.try({
      try: () => Redacted.make(files.readText(path.replaceAll("\\", "/"))),
      catch: (error) => {
        if (!(error instanceof FileFailure)) throw error;
        return new Unauthorized({
          store: "firebase",
          operation: "credentials",
          message: `The key of the service account could not be read at ${path}: ${error.code}.`,
        });
      },
    });
  });
