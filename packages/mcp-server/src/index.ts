export { type Access, type Admission, byTokens, openTo, TokensUnreadable } from "./Access.ts";
export { artifactResources } from "./agent/ArtifactResources.ts";
export { guarded } from "./agent/guarded.ts";
export { agentTools } from "./agent/index.ts";
export type { Choice, UseCaseServices, Workplace } from "./agent/Workplace.ts";
export { type HttpOptions, type RunningServer, ServeFailed, serveHttp } from "./HttpServer.ts";
export { type Announcements, type Offer, offerOf } from "./Offer.ts";
export {
  type ListedResource,
  ResourceFailed,
  type ResourcePage,
  type Resources,
  type ResourceTemplate,
  type ResourceText,
} from "./Resources.ts";
export type { OnProblem } from "./Serving.ts";
export { type StdioOptions, serveStdio } from "./StdioServer.ts";
export { type NewToken, newToken, readTokens, TokenEntry, type TokensRead } from "./Token.ts";
export { addToken, listTokens, removeToken, TokenNameTaken, TokenNameUnknown } from "./TokenKeeping.ts";
export {
  type Answered,
  defineTool,
  type Failed,
  type JsonObject,
  type Tool,
  type ToolAnswer,
  type ToolDefinition,
  type ToolError,
} from "./Tool.ts";
export { announcementOf } from "./tools/artifact-core.ts";
export { artifactCoreTools } from "./tools/index.ts";
export { defaultLimits } from "./tools/limits.ts";
export { explainStoreFailure } from "./tools/store-failure.ts";
