/**
 * The tools of the agents by what they do. One table for all of them: agents run each other's hooks, so a
 * payload may name another agent's tools. Where each name was seen stands in the research of the project.
 */

const names = (text: string): ReadonlySet<string> => new Set(text.split(/\s+/).filter(Boolean));

export const writingTools = names(`
  write edit multiedit notebookedit
  create str_replace_editor str_replace_based_edit_tool insert
  write_file create_file edit_file replace search_replace edit_notebook delete delete_file
  patch
`);

export const patchTools = names("apply_patch applypatch");

export const shellTools = names(`
  bash shell local_shell exec_command unified_exec write_stdin write_bash monitor
  run_shell_command run_terminal_cmd execute_command
  powershell write_powershell pwsh cmd
`);

export const readingTools = names(`
  read view glob grep ls notebookread webfetch websearch bashoutput lsp
  view_image list_dir read_file list_directory read_many_files search_file_content grep_search
  web_fetch web_search google_web_search codebase_search file_search read_lints
  read_bash read_powershell list_bash fetch list_mcp_resources listmcpresourcestool read_mcp_resource
  readmcpresourcetool semsearch semanticsearch
`);

/** Tools that touch no file of the repository: plans, questions, sub-agents (whose own tools are asked about again). */
export const harmlessTools = names(`
  task agent todowrite todoread exitplanmode enterplanmode askuserquestion skill slashcommand toolsearch
  killshell killbash taskoutput taskstop taskcreate taskupdate tasklist taskget
  update_plan report_intent update_todo write_todos ask_user activate_skill exit_plan_mode enter_plan_mode
  stop_bash stop_powershell delegate_to_agent complete_task request_user_input question
  todo_write create_plan ask_question
`);

/** Keys under which a tool names files. */
export const pathKeys = [
  "file_path",
  "path",
  "filePath",
  "filepath",
  "notebook_path",
  "target_file",
  "target_notebook",
  "absolute_path",
  "file",
  "filename",
  "source",
  "destination",
  "old_path",
  "new_path",
  "from",
  "to",
  "uri",
] as const;

export const commandKeys = ["command", "cmd", "script", "chars", "input"] as const;

/** The tools of our own MCP server, as the commands that do the same. */
export const ownTools: ReadonlyMap<string, ReadonlyArray<string>> = new Map([
  ["status", ["status"]],
  ["next", ["next"]],
  ["read_artifact", ["artifact", "show"]],
  ["write_artifact", ["artifact", "write"]],
  ["validate", ["validate"]],
  ["create_session", ["session", "create"]],
  ["switch_session", ["session", "switch"]],
]);
