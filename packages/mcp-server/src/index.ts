export { type Access, type Admission, byTokens, openTo, TokensUnreadable } from "./Access.ts";
export { type HttpOptions, type RunningServer, ServeFailed, serveHttp } from "./HttpServer.ts";
export type { OnProblem } from "./Serving.ts";
export { type StdioOptions, serveStdio } from "./StdioServer.ts";
export { type NewToken, newToken, readTokens, TokenEntry, type TokensRead } from "./Token.ts";
export { addToken, listTokens, removeToken, TokenNameTaken, TokenNameUnknown } from "./TokenKeeping.ts";
export {
  defineTool,
  type JsonObject,
  type Tool,
  type ToolAnswer,
  type ToolDefinition,
  type ToolError,
} from "./Tool.ts";
export { artifactCoreTools } from "./tools/index.ts";
export { defaultLimits } from "./tools/limits.ts";
export { explainStoreFailure } from "./tools/store-failure.ts";
