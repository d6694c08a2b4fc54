/**
 * What is typed up to the cursor, and what every shell must offer for it and nothing else. In a workspace
 * `shop` with the session `checkout` below its blueprint.
 */
export const cases = [
  { typed: "idse sta", offers: ["status", "stage"] },
  { typed: "idse sessi", offers: ["session", "sessions", "session-info"] },
  { typed: "idse session sw", offers: ["switch"] },
  { typed: "idse mcp token ", offers: ["add", "list", "remove"] },
  { typed: "idse session switch ", offers: ["__blueprint__", "checkout"] },
  { typed: "idse session-info ch", offers: ["checkout"] },
  { typed: "idse --session ch", offers: ["checkout"] },
  { typed: "idse status --project s", offers: ["shop"] },
  { typed: "idse next --stage p", offers: ["plan"] },
  { typed: "idse agents route sp", offers: ["spec"] },
  { typed: "idse agents set-stages cursor spec pl", offers: ["plan"] },
  { typed: "idse validate --cl", offers: ["--claimed"] },
  { typed: "idse -C . sessions --lim", offers: ["--limit"] },
  { typed: "idse --project shop session set-st", offers: ["set-stage", "set-status"] },
  { typed: "idse completion z", offers: ["zsh"] },
  { typed: "idse artifact write --file no", offers: ["notes.md"] },
  { typed: "idse spawn --title session sw", offers: [] },
  { typed: "idse help sessi", offers: ["session", "sessions", "session-info"] },
];

/** A session of a name that a shell would read anew; no shell may offer it, or run what stands in it. */
export const hostileName = "$(touch pwned)";
