export * as FirebaseDesignStore from "./FirebaseDesignStore.ts";
export { firestoreRules } from "./Rules.ts";
export {
  emulatorCredential,
  type ServiceAccountOptions,
  serviceAccountCredential,
} from "./ServiceAccount.ts";
