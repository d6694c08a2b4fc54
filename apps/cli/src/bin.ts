/** The process: its arguments, its streams and its exit code. Nothing else in the app touches them. */
import { main } from "./main.ts";

// A reader that stops early (`| head`) is no failure of ours: what was to be done is done.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
});
process.stderr.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
});

process.exitCode = await main(process.argv.slice(2));
