import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { installedPython } from "./install-server.ts";

/** A server that speaks as S3, SQS and SNS do. */
export interface AwsServer {
  /** `http://127.0.0.1:PORT`. */
  readonly endpoint: string;
  /** Forgets all buckets, queues and topics. */
  reset(): Promise<void>;
  stop(): Promise<void>;
}

/** What the SDK's usual chain finds, for the tests and what they start. */
const AWS_ENVIRONMENT = {
  AWS_ACCESS_KEY_ID: "test",
  AWS_SECRET_ACCESS_KEY: "test",
  AWS_REGION: "eu-west-1",
  AWS_EC2_METADATA_DISABLED: "true",
} as const;

/** Starts moto on a free port of the loopback interface; installs it on first use. Call `stop` when done. */
export async function startAwsServer(): Promise<AwsServer> {
  Object.assign(process.env, AWS_ENVIRONMENT);
  const child = spawn(await installedPython(), ["-m", "moto.server", "-H", "127.0.0.1", "-p", "0"], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  const kill = () => child.kill("SIGKILL");
  process.once("exit", kill);
  const endpoint = await endpointOf(child);
  return {
    endpoint,
    reset: async () => {
      await fetch(`${endpoint}/moto-api/reset`, { method: "POST" });
    },
    stop: async () => {
      process.removeListener("exit", kill);
      if (child.exitCode !== null) return;
      const ended = once(child, "exit");
      kill();
      await ended;
    },
  };
}

/** The server says where it listens once it does. */
function endpointOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = "";
    const read = (piece: Buffer) => {
      // what it says later is a line for each request
      if (said.length > 20_000) return;
      said += piece.toString();
      const found = /http:\/\/127\.0\.0\.1:\d+/.exec(said)?.[0];
      if (found !== undefined) resolve(found);
    };
    child.stdout?.on("data", read);
    child.stderr?.on("data", read);
    child.once("error", reject);
    child.once("exit", () => reject(new Error(`the AWS test server ended: ${said}`)));
  });
}
