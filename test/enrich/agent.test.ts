import { describe, expect, test } from "vitest";
import { loadAgentParser } from "../../src/enrich/agent.ts";

const parse = await loadAgentParser();

describe("loadAgentParser", () => {
  test.each([
    [
      "Mozilla/5.0 (Windows NT 6.1; WOW64; rv:24.0) Gecko/20100101 Firefox/24.0",
      {
        name: "Firefox",
        version: "24.0",
        device: { name: "Other" },
        os: { name: "Windows", version: "7", full: "Windows 7" },
      },
    ],
    ["AWSConsole", { name: "Other", device: { name: "Other" } }],
    ["aws-cli/2.17.60 md/awscrt#0.21.2 ua/2.0 os/macos#23.6.0 md/arch#x86_64 lang/python#3.12.6", "aws-cli"],
    ["aws-sdk-go/1.44.232 (go1.19.7; linux; amd64)", "aws-sdk-go"],
    ["Go-http-client/1.1", "Go-http-client"],
    ["", { name: "Other", device: { name: "Other" } }],
  ])("%s", (userAgent, expected) => {
    const found = parse(userAgent);
    if (typeof expected === "string") expect(found.name).toBe(expected);
    else expect(found).toEqual(expected);
  });

  test("answers the same object for the same text", () => {
    expect(parse("Boto3/1.34.0")).toBe(parse("Boto3/1.34.0"));
  });

  test("looks at the first 512 characters only", () => {
    const hidden = `${" ".repeat(512)}Firefox/24.0`;
    expect(parse(hidden)).toEqual({ name: "Other", device: { name: "Other" } });
  });

  test.each([
    ["blanks", " ".repeat(100_000)],
    ["digits and dots", "1.".repeat(50_000)],
    ["half a browser", "Mozilla/5.0 (".repeat(10_000)],
    ["parentheses", "((((a;b".repeat(10_000)],
    ["words", "Android aaaa ".repeat(10_000)],
    ["slashes", "a/1 ".repeat(20_000)],
  ])("hostile text of %s is parsed at once", (_name, text) => {
    expect(parse(text).name).toBeTypeOf("string");
  });
});
