import { not } from "../../ir/build.ts";
import type { Binding } from "../../ir/vocabulary.ts";
import { prunedRaw } from "../vocabulary/pruned-raw.ts";
import { all, constant, isOneOf, when } from "../vocabulary/values.ts";
import { TLS_VERSIONS } from "./tls-versions.ts";

const RAW = prunedRaw("tlsDetails.tlsVersion");
const ALL_RAW = TLS_VERSIONS.map(({ raw }) => raw);
/** A record whose version is literally this says nothing about TLS. */
const PLACEHOLDER = "tlsVersion";

export const TLS: readonly Binding[] = [
  {
    name: "tls.version",
    type: "text",
    value: all([
      ...TLS_VERSIONS.map(({ raw, version }) => when(isOneOf(RAW, [raw]), constant(version))),
      when(not(isOneOf(RAW, [...ALL_RAW, PLACEHOLDER])), RAW),
    ]),
  },
  {
    name: "tls.version_protocol",
    type: "text",
    value: all(TLS_VERSIONS.map(({ raw, protocol }) => when(isOneOf(RAW, [raw]), constant(protocol)))),
  },
];
