export { type Migration, migrations } from "./Migrations.ts";
export * as SupabaseDesignStore from "./SupabaseDesignStore.ts";
