export { ContractBroken } from "./Assert.ts";
export {
  type ContractCase,
  type ContractOptions,
  designStoreCases,
  designStoreContract,
  type MakeStoreLayer,
} from "./DesignStoreContract.ts";
