import type { Message as Received, SQSClient } from "@aws-sdk/client-sqs";

export interface QueueMessage {
  readonly id: string;
  /** Of this receipt: by it the message is hidden longer or deleted. */
  readonly handle: string;
  readonly body: string;
}

/** Most that one call receives, deletes or hides. */
export const MOST_MESSAGES = 10;

/** The calls of one queue. */
export class Queue {
  readonly #client: SQSClient;
  readonly #url: string;
  /** Seconds. */
  readonly #visibility: number;

  /** `visibility`: ms for which a received message is hidden. */
  constructor(client: SQSClient, url: string, visibility: number) {
    this.#client = client;
    this.#url = url;
    this.#visibility = Math.min(43_200, Math.max(1, Math.ceil(visibility / 1000)));
  }

  /** At most ten; waits up to `seconds` (at most 20) for the first. */
  async receive(seconds: number, signal: AbortSignal): Promise<readonly QueueMessage[]> {
    const { ReceiveMessageCommand } = await import("@aws-sdk/client-sqs");
    const command = new ReceiveMessageCommand({
      QueueUrl: this.#url,
      MaxNumberOfMessages: MOST_MESSAGES,
      WaitTimeSeconds: seconds,
      VisibilityTimeout: this.#visibility,
    });
    const { Messages = [] } = await this.#client.send(command, { abortSignal: signal });
    return Messages.flatMap(queueMessage);
  }

  async delete(handles: readonly string[]): Promise<void> {
    const { DeleteMessageBatchCommand } = await import("@aws-sdk/client-sqs");
    for (const entries of batches(handles)) {
      const command = new DeleteMessageBatchCommand({ QueueUrl: this.#url, Entries: entries });
      const { Failed = [] } = await this.#client.send(command);
      const [first] = Failed;
      if (first !== undefined) throw new Error(`${Failed.length} messages could not be deleted: ${first.Code}`);
    }
  }

  /** Hides messages anew, from now on; a message that cannot be hidden any longer comes back, which does no harm. */
  async hide(handles: readonly string[], seconds: number = this.#visibility): Promise<void> {
    const { ChangeMessageVisibilityBatchCommand } = await import("@aws-sdk/client-sqs");
    for (const entries of batches(handles)) {
      const hidden = entries.map((entry) => ({ ...entry, VisibilityTimeout: seconds }));
      await this.#client.send(new ChangeMessageVisibilityBatchCommand({ QueueUrl: this.#url, Entries: hidden }));
    }
  }

  close(): void {
    this.#client.destroy();
  }
}

interface Entry {
  readonly Id: string;
  readonly ReceiptHandle: string;
}

function batches(handles: readonly string[]): Entry[][] {
  const found: Entry[][] = [];
  for (let i = 0; i < handles.length; i += MOST_MESSAGES) {
    found.push(handles.slice(i, i + MOST_MESSAGES).map((handle, k) => ({ Id: `${k}`, ReceiptHandle: handle })));
  }
  return found;
}

function queueMessage({ MessageId, ReceiptHandle, Body }: Received): QueueMessage[] {
  if (ReceiptHandle === undefined) return [];
  return [{ id: MessageId ?? ReceiptHandle, handle: ReceiptHandle, body: Body ?? "" }];
}
