/** Runs of the built command line in a thread that stays, waited for as for a process. */
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { MessageChannel, receiveMessageOnPort, Worker } from "node:worker_threads";

export interface WarmRequest {
  readonly args: ReadonlyArray<string>;
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
}

export interface WarmRun {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

const script = fileURLToPath(new URL("./warmWorker.mjs", import.meta.url));
const longestMs = 120_000;

export const warmRunner = (dist: string) => {
  let worker: Worker | undefined;
  const started = (): Worker => {
    worker ??= new Worker(script, {
      workerData: { entry: join(dist, "bin.mjs") },
      stdout: true,
      stderr: true,
    });
    worker.unref();
    return worker;
  };
  return {
    run: (request: WarmRequest): WarmRun => {
      const { port1, port2 } = new MessageChannel();
      const signal = new Int32Array(new SharedArrayBuffer(4));
      started().postMessage({ ...request, port: port2, signal }, [port2]);
      const waited = Atomics.wait(signal, 0, 0, longestMs);
      const answer = receiveMessageOnPort(port1)?.message as
        | WarmRun
        | { readonly failure: string }
        | undefined;
      port1.close();
      if (answer === undefined)
        throw new Error(
          `idse ${request.args.join(" ")} ${waited === "timed-out" ? "went on too long" : "did not answer"}`,
        );
      if ("failure" in answer) throw new Error(`idse ${request.args.join(" ")}: ${answer.failure}`);
      return answer;
    },
    stop: async (): Promise<void> => {
      await worker?.terminate();
      worker = undefined;
    },
  };
};
