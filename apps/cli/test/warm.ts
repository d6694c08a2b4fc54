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

type Answer = WarmRun | { readonly failure: string };

const runOf = ({ args }: WarmRequest, answer: Answer): WarmRun => {
  if ("failure" in answer) throw new Error(`idse ${args.join(" ")}: ${answer.failure}`);
  return answer;
};

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
  const send = (request: WarmRequest) => {
    const { port1, port2 } = new MessageChannel();
    const signal = new Int32Array(new SharedArrayBuffer(4));
    started().postMessage({ ...request, port: port2, signal }, [port2]);
    return { port1, signal };
  };
  /** The thread has one folder and one environment, so that a run begins when the one before has ended. */
  let last: Promise<unknown> = Promise.resolve();
  const answered = async (request: WarmRequest): Promise<WarmRun> => {
    const { port1 } = send(request);
    const answer = await new Promise<Answer>((resolve) => {
      port1.once("message", resolve);
    });
    port1.close();
    return runOf(request, answer);
  };
  return {
    /** Waited for without blocking, for a command that asks a server of the same process. */
    start: (request: WarmRequest): Promise<WarmRun> => {
      const run = last.then(() => answered(request));
      last = run.catch(() => undefined);
      return run;
    },
    run: (request: WarmRequest): WarmRun => {
      const { port1, signal } = send(request);
      const waited = Atomics.wait(signal, 0, 0, longestMs);
      const answer = receiveMessageOnPort(port1)?.message as Answer | undefined;
      port1.close();
      if (answer === undefined)
        throw new Error(
          `idse ${request.args.join(" ")} ${waited === "timed-out" ? "went on too long" : "did not answer"}`,
        );
      return runOf(request, answer);
    },
    stop: async (): Promise<void> => {
      await worker?.terminate();
      worker = undefined;
    },
  };
};
