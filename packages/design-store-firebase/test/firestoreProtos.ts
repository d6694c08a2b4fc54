/** Google's own description of Firestore's wire format, as its client library ships it. */
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fromProto3JSON, toProto3JSON } from "proto3-json-serializer";
import protobuf from "protobufjs";

const require = createRequire(import.meta.url);

export const protosFolder = join(
  dirname(require.resolve("@google-cloud/firestore/package.json")),
  "build/protos",
);
export const firestoreProto = "google/firestore/v1/firestore.proto";

const root = new protobuf.Root();
root.resolvePath = (_origin, target) => join(protosFolder, target);
root.loadSync(firestoreProto).resolveAll();

/** JSON as a client sends it, to a message as a server takes it. Throws where it is not what Google describes. */
export const messageOf = (type: string, json: unknown): Record<string, unknown> => {
  const described = root.lookupType(`google.firestore.v1.${type}`);
  const message = fromProto3JSON(described, json as never);
  if (message === null) throw new Error(`not a ${type}`);
  return described.toObject(message, { longs: String, enums: String, oneofs: true });
};

/** A message as a server gives it, to JSON as Google's servers print it. */
export const jsonOf = (type: string, message: Record<string, unknown>): unknown =>
  toProto3JSON(root.lookupType(`google.firestore.v1.${type}`).fromObject(message) as never);
