import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ROOT } from "./pages.ts";

const PACKAGING = join(ROOT, "packaging");
const POLICIES = join(PACKAGING, "aws");

/** The action of IAM that a command of the SDK needs (Service Authorization Reference): batches need that of one. */
const ACTIONS: Readonly<Record<string, string>> = {
  ListObjectsV2Command: "s3:ListBucket",
  GetObjectCommand: "s3:GetObject",
  ReceiveMessageCommand: "sqs:ReceiveMessage",
  DeleteMessageBatchCommand: "sqs:DeleteMessage",
  ChangeMessageVisibilityBatchCommand: "sqs:ChangeMessageVisibility",
  PublishCommand: "sns:Publish",
};
/** S3 calls KMS by itself, as whoever reads the object. */
const BY_S3 = "kms:Decrypt";

interface Policy {
  readonly Statement: readonly { readonly Action: string | readonly string[] }[];
}

function allowedBy(name: string): readonly string[] {
  const { Statement } = JSON.parse(readFileSync(join(POLICIES, name), "utf8")) as Policy;
  return Statement.flatMap(({ Action }) => Action).sort();
}

/** What the files below some folders or files of src make the SDK send. */
function needed(...places: readonly string[]): readonly string[] {
  const commands = places.flatMap((place) => {
    const path = join(ROOT, "src", place);
    const files = place.endsWith(".ts")
      ? [path]
      : readdirSync(path, { recursive: true, encoding: "utf8" }).map((each) => join(path, each));
    const texts = files.filter((each) => each.endsWith(".ts")).map((each) => readFileSync(each, "utf8"));
    return texts.flatMap((text) => [...text.matchAll(/new (?:sdk\.)?(\w+Command)\(/g)].map((match) => match[1] ?? ""));
  });
  return [...new Set(commands)].map((command) => ACTIONS[command] ?? `unknown: ${command}`).sort();
}

test("the policies allow what the code calls, and nothing else", () => {
  const sources = "ingest/sources";
  expect(allowedBy("s3-source.json")).toEqual([...needed(`${sources}/s3`, `${sources}/aws`), BY_S3].sort());
  expect(allowedBy("sqs-source.json")).toEqual([...needed(`${sources}/sqs`, `${sources}/aws`), BY_S3].sort());
  expect(allowedBy("sns-channel.json")).toEqual(needed("notify/channels/sns.ts"));
});

test("every file for AWS is JSON and is named on the page", () => {
  const page = readFileSync(join(ROOT, "docs", "operations.md"), "utf8");
  for (const name of readdirSync(POLICIES)) {
    expect(() => JSON.parse(readFileSync(join(POLICIES, name), "utf8")), name).not.toThrow();
    expect(page).toContain(`packaging/aws/${name}`);
  }
});

test("unit and container run a command that there is, from where the page installs it", () => {
  const place = "/usr/local/lib/trailhound";
  const [unit, container, page] = ["packaging/trailhound.service", "packaging/Containerfile", "docs/operations.md"].map(
    (name) => readFileSync(join(ROOT, name), "utf8"),
  );
  expect(unit).toContain(`ExecStart=${place}/bin/trailhound.js serve --data /var/lib/trailhound --config `);
  expect(container).toContain(`WORKDIR ${place}\n`);
  expect(container).toContain('CMD ["serve", "--data", "/data/trailhound", "--config", ');
  expect(page).toContain(`tar -x -C ${place}\n`);
});
