/** The name of a tool that a server offers, as the agents spell it: `mcp__idse__next`, `idse-next`, `MCP:next`. */
import { ownTools } from "./Tools.ts";

export interface McpTool {
  readonly ours: boolean;
  readonly tool: string;
}

const ours = /^(?:mcp__?)?idse(?:__|[-_/:.])(.+)$/;
const others = /^(?:mcp__?.+?__|mcp_[^_]+_|MCP:|mcp:|[\w.-]+__|[\w.-]+\/)(.+)$/;

/** Null where the name is of no server. */
export const mcpTool = (name: string, fromServer: boolean): McpTool | null => {
  const own = ours.exec(name)?.[1];
  if (own !== undefined) return { ours: true, tool: own };
  const other = others.exec(name)?.[1];
  if (other === undefined && !fromServer) return null;
  const tool = other ?? name;
  // Cursor tells the tool and not the server.
  return { ours: (fromServer || /^mcp:/i.test(name)) && ownTools.has(tool), tool };
};

/** Whether a tool that we do not know says by its name that it only reads. */
export const readsByName = (tool: string): boolean =>
  /^(?:get|list|read|search|find|fetch|describe|show|view|lookup)(?:$|[-_A-Z])/.test(tool);
