/** CloudTrail's `tlsVersion` -> ECS `tls.version` and `tls.version_protocol` (split at the first `v`, lower-cased). */
export const TLS_VERSIONS: readonly { readonly raw: string; readonly version: string; readonly protocol: string }[] = [
  { raw: "TLSv1.3", version: "1.3", protocol: "tls" },
  { raw: "TLSv1.2", version: "1.2", protocol: "tls" },
  { raw: "TLSv1.1", version: "1.1", protocol: "tls" },
  { raw: "TLSv1.0", version: "1.0", protocol: "tls" },
  { raw: "TLSv1", version: "1", protocol: "tls" },
  { raw: "SSLv3", version: "3", protocol: "ssl" },
  { raw: "SSLv2", version: "2", protocol: "ssl" },
];
