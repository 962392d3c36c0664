/** The package has no types of its own. Source: its lib/parser.js, ua.js, os.js, device.js. */
declare module "uap-ref-impl" {
  interface Version {
    readonly family: string;
    readonly major: string | null;
    readonly minor: string | null;
    readonly patch: string | null;
    readonly patchMinor?: string | null;
  }

  interface Parser {
    parse(userAgent: string): {
      readonly ua: Version;
      readonly os: Version;
      readonly device: { readonly family: string };
    };
  }

  /** `regexes`: the parsed regexes.yaml of uap-core. */
  export default function makeParser(regexes: unknown): Parser;
}
