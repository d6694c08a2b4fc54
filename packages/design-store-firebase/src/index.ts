export * as FirebaseDesignStore from "./FirebaseDesignStore.ts";
export {
  emulatorCredential,
  type ServiceAccountOptions,
  serviceAccountCredential,
} from "./ServiceAccount.ts";
