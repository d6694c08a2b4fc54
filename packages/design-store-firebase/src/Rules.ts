/** The security rules that are shipped as `firestore.rules`: for who publishes them; the store itself never reads them. */
import { rulesFiles } from "./generated/rules.ts";

export const firestoreRules: string = rulesFiles["firestore.rules"] ?? "";
