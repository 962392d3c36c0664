import type { JsonObject, JsonValue } from "../../util/json.ts";
import type { Session } from "../cast/session.ts";

/** What is asked of AWS, and what the trail keeps of the answer. */
export interface Call {
  /** `ssm`: the first part of `ssm.amazonaws.com`. */
  readonly service: string;
  readonly name: string;
  readonly readOnly: boolean;
  readonly request: JsonObject | null;
  readonly response?: JsonValue;
  readonly resources?: readonly JsonObject[];
  readonly error?: { readonly code: string; readonly message: string };
  readonly additional?: JsonObject;
  /** Data events (object reads in S3) are not management events. */
  readonly isData?: boolean;
  readonly eventType?: "AwsConsoleSignIn" | "AwsServiceEvent";
  /** Called by this AWS service for the caller: it stands in the address and the agent as well. */
  readonly through?: string;
}

/** A call that is going to be written as an event. */
export interface Planned {
  /** Epoch ms. */
  readonly time: number;
  readonly region: string;
  readonly session: Session;
  readonly call: Call;
  /** Index of the attack that it belongs to. */
  readonly attack?: number;
}
