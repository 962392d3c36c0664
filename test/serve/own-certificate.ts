import { createSign, generateKeyPairSync } from "node:crypto";

/** PEM. */
export interface OwnCertificate {
  readonly key: string;
  readonly cert: string;
}

const COMMON_NAME = "550403";
const ALTERNATIVE_NAME = "551d11";
const CONSTRAINTS = "551d13";
const ECDSA_SHA256 = "2a8648ce3d040302";

/** A new key for 127.0.0.1 that vouches for itself: `NODE_EXTRA_CA_CERTS` makes a process trust it. RFC 5280, in DER. */
export function ownCertificate(): OwnCertificate {
  const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const algorithm = sequence(oid(ECDSA_SHA256));
  const name = sequence(der(0x31, sequence(oid(COMMON_NAME), der(0x0c, Buffer.from("trailhound test")))));
  const extensions = sequence(
    sequence(oid(CONSTRAINTS), der(0x04, sequence(der(0x01, Buffer.from([0xff]))))),
    sequence(oid(ALTERNATIVE_NAME), der(0x04, sequence(der(0x87, Buffer.from([127, 0, 0, 1]))))),
  );
  const unsigned = sequence(
    der(0xa0, integer(2)),
    integer(1),
    algorithm,
    name,
    sequence(time("20200101000000Z"), time("21200101000000Z")),
    name,
    publicKey.export({ type: "spki", format: "der" }),
    der(0xa3, extensions),
  );
  const signature = createSign("sha256").update(unsigned).sign(privateKey);
  const signed = sequence(unsigned, algorithm, der(0x03, Buffer.from([0]), signature));
  return { key: privateKey.export({ type: "pkcs8", format: "pem" }).toString(), cert: pem(signed) };
}

function der(tag: number, ...parts: readonly Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  const { length } = content;
  const size = length < 0x80 ? [length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
}

const sequence = (...parts: readonly Buffer[]): Buffer => der(0x30, ...parts);
const oid = (hex: string): Buffer => der(0x06, Buffer.from(hex, "hex"));
const integer = (value: number): Buffer => der(0x02, Buffer.from([value]));
const time = (text: string): Buffer => der(0x18, Buffer.from(text));

function pem(bytes: Buffer): string {
  const lines = bytes.toString("base64").match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join("\n")}\n-----END CERTIFICATE-----\n`;
}
