import type { Writable } from "node:stream";
import { type Resolve, systemResolve } from "./http/checked-lookup.ts";

/** What channels take from outside; tests put their own in. */
export interface ChannelHooks {
  /** Epoch ms. */
  readonly now: () => number;
  /** Addresses of a host. */
  readonly resolve: Resolve;
  /** Where the stdout channel writes. */
  readonly stdout: Writable;
}

export function defaultHooks(over: Partial<ChannelHooks> = {}): ChannelHooks {
  return { now: Date.now, resolve: systemResolve, stdout: process.stdout, ...over };
}
