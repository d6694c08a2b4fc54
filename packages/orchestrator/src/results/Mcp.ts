/** What is told of a server over MCP and of the tokens that open it. */
import * as z from "zod";
import { result } from "./Common.ts";

const token = z.object({
  /** For people: where it is used. */
  name: z.string(),
  /** Whose documents it opens. */
  tenant: z.string(),
  createdAt: z.string(),
});

/** Printed once the server listens. */
export const McpServerResult = result("mcp-server", {
  /** The address of the MCP endpoint. */
  url: z.string(),
  port: z.int(),
});

export const McpTokenResult = result("mcp-token", {
  ...token.shape,
  /** Shown this once. The file holds a hash of it. */
  token: z.string(),
  /** The tokens file, as it was typed. */
  file: z.string(),
});

export const McpTokenListResult = result("mcp-token-list", { file: z.string(), tokens: z.array(token) });

export const McpTokenRemovalResult = result("mcp-token-removal", { file: z.string(), removed: token });

export const mcpResults = {
  "mcp-server": McpServerResult,
  "mcp-token": McpTokenResult,
  "mcp-token-list": McpTokenListResult,
  "mcp-token-removal": McpTokenRemovalResult,
};
