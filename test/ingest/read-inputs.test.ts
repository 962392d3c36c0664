import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Readable } from "node:stream";
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { newInputReport } from "../../src/ingest/input-report.ts";
import { readRecords } from "../../src/ingest/read-inputs.ts";
import { newInputSeconds } from "../../src/ingest/read-options.ts";
import { event, events, ids, readAll, readContent, reasons, temporaryFolder } from "./read-all.ts";

const records = events(3);
const WANTED = ["id-0", "id-1", "id-2"];
const json = (value: unknown) => JSON.stringify(value);
const eventBridge = (record: unknown) => ({
  version: "0",
  id: "6a7e8feb",
  "detail-type": "AWS API Call via CloudTrail",
  source: "aws.ssm",
  time: "2026-01-02T03:04:05Z",
  detail: record,
});
const lookup = (record: unknown) => ({ EventId: "x", EventTime: "2026-01-02", CloudTrailEvent: json(record) });
const logEvent = (record: unknown) => ({ id: "3", timestamp: 1, message: json(record) });
const lines = (values: readonly unknown[]) => `${values.map(json).join("\n")}\n`;

describe("kinds of content", () => {
  const kinds: [string, string][] = [
    ["a log file", json({ Records: records })],
    ["a log file with other keys around", json({ x: { Records: [1] }, Records: records, y: [{ z: "]}" }] })],
    ["a pretty-printed log file", JSON.stringify({ Records: records }, null, 2)],
    ["a log file with Windows line ends", JSON.stringify({ Records: records }, null, "\t").replaceAll("\n", "\r\n")],
    ["log files one after another", records.map((each) => json({ Records: [each] })).join("")],
    ["log files on lines", lines(records.map((each) => ({ Records: [each] })))],
    ["an array of log files", json(records.map((each) => ({ Records: [each] })))],
    ["records on lines", lines(records)],
    ["records on lines without a last line end", lines(records).trimEnd()],
    ["records one after another", records.map(json).join(" ")],
    ["pretty-printed records", records.map((each) => JSON.stringify(each, null, 4)).join("\n")],
    ["an array", json(records)],
    ["a pretty-printed array", JSON.stringify(records, null, 1)],
    ["EventBridge events on lines", lines(records.map(eventBridge))],
    ["an array of EventBridge events", JSON.stringify(records.map(eventBridge), null, 2)],
    ["lookup-events output", JSON.stringify({ Events: records.map(lookup), NextToken: "x" }, null, 4)],
    ["lookup-events items on lines", lines(records.map(lookup))],
    ["an array of lookup-events items", json(records.map(lookup))],
    [
      "a CloudWatch Logs subscription",
      json({ messageType: "DATA_MESSAGE", logEvents: records.map(logEvent), owner: "1" }),
    ],
    ["CloudWatch Logs events", json({ events: records.map(logEvent), searchedLogStreams: [] })],
    ["EventBridge events in CloudWatch Logs", json({ logEvents: records.map((each) => logEvent(eventBridge(each))) })],
    ["a byte order mark", `\ufeff${json({ Records: records })}`],
  ];

  test.each(kinds)("%s", async (_, content) => {
    const plain = await readContent(content);
    expect(ids(plain)).toEqual(WANTED);
    expect(plain.records.map(({ _file, ...fields }) => fields)).toEqual(records);
    expect(plain.report.files).toEqual({ seen: 1, read: 1, skipped: [] });
    const zipped = await readContent(gzipSync(content));
    expect(zipped.lines).toEqual(plain.lines);
    expect((await readContent(gzipSync(gzipSync(content)))).lines).toEqual(plain.lines);
  });

  test.each([
    ["a single record", json(event(7))],
    ["a single pretty-printed record", JSON.stringify(event(7), null, 2)],
    ["a single EventBridge event", JSON.stringify(eventBridge(event(7)), null, 2)],
    ["a single lookup-events item", json(lookup(event(7)))],
  ])("%s", async (_, content) => {
    expect(ids(await readContent(content))).toEqual(["id-7"]);
  });

  test("gzip of several members", async () => {
    const members = records.map((each) => gzipSync(lines([each])));
    expect(ids(await readContent(Buffer.concat(members)))).toEqual(WANTED);
    expect(ids(await readContent(Buffer.concat([...members, Buffer.alloc(512)])))).toEqual(WANTED);
  });

  test("empty envelopes are files without records, not foreign files", async () => {
    for (const content of ['{"Records":[]}', "[]", '{"Events": [ ]}']) {
      const { report } = await readContent(content);
      expect(report.files).toMatchObject({ read: 1, skipped: [] });
    }
  });
});

describe("what survives", () => {
  test("the original text of each value", async () => {
    const text = `{"eventTime":"2026-01-02T03:04:05.678Z","eventName":"x","eventID":"1","requestParameters":{"a":0.0,"b":1e5,"c":12345678901234567890123,"d":-0,"e":"\\u00e9\\/"}}`;
    const { lines } = await readContent(text);
    expect(lines).toEqual([text.replace(String.raw`\u00e9\/`, "é/")]);
  });

  test("unknown fields, verbatim and apart", async () => {
    const text = `{ "addendum" : {"reason":"UPDATED_DATA", "n": 1.50},"eventTime":"2026-01-02T03:04:05Z" , "eventName":"x", "_file":"mine","_rest":{"a":1},\n"eventID":"1", "futureKey":[1 , 2]}`;
    const { lines } = await readContent(text);
    expect(lines).toEqual([
      '{"eventTime":"2026-01-02T03:04:05Z","eventName":"x","eventID":"1","_rest":{"addendum":{"reason":"UPDATED_DATA","n":1.50},"_file":"mine","_rest":{"a":1},"futureKey":[1,2]}}',
    ]);
  });

  test("of keys given twice the last one, also when one is spelled with escapes or looks like an index", async () => {
    const text = String.raw`{"eventTime":"2026-01-02T03:04:05Z","7":7,"eventName":"a","x":1,"eventID":"1","event\u004eame":"b","x":2}`;
    const { records: read, lines } = await readContent(text);
    expect(read[0]).toMatchObject({ eventName: "b", _rest: { x: 2, 7: 7 } });
    expect(lines[0]?.match(/eventName/g)).toHaveLength(1);
    expect(lines[0]?.match(/"x"/g)).toHaveLength(1);
  });

  test("oddities of real records", async () => {
    const odd = [
      event(0, { userIdentity: { accountId: "123456789012", invokedBy: "AWS Internal" } }),
      event(1, { userAgent: ["a", "b"] }),
      event(2, { eventTime: "2026-01-02T03:04:05.123Z" }),
      event(3, { readOnly: "true", managementEvent: "false" }),
      event(4, { requestParameters: { policy: "p".repeat(150_000), nested: [[[{ a: null }]]] } }),
      event(5, { userAgent: 'quote " brace } bracket ] backslash \\ newline \n snowman \u2603 \u{1f600}' }),
      event(6, { userIdentity: null, requestParameters: "a string", responseElements: [1] }),
    ];
    const { records: read, report } = await readContent(json({ Records: odd }));
    expect(read.map(({ _file, _rest, ...fields }) => fields)).toEqual(odd);
    // What a typed column cannot give back stands in the rest as well.
    expect(read.map(({ _rest }) => _rest)).toEqual([
      undefined,
      { userAgent: ["a", "b"] },
      undefined,
      { readOnly: "true", managementEvent: "false" },
      undefined,
      undefined,
      undefined,
    ]);
    expect(report.records).toMatchObject({ read: 7, delivered: 7, malformed: [] });
  });

  test("half surrogate pairs are replaced and counted, whole ones stay", async () => {
    const text = String.raw`{"eventTime":"2026-01-02T03:04:05Z","eventName":"x","eventID":"1","userAgent":"\ud83d\ude00 \ud83d \\ud83d \udE00\uD83d\uDE00"}`;
    const { lines, report } = await readContent(text);
    expect(lines[0]).toContain(String.raw`"😀 � \\ud83d �😀"`);
    expect(report.records.repaired).toBe(1);
  });

  test("a record without an id of its own gets a hash that does not depend on order or space", async () => {
    const { eventID: _, ...bare } = event(0);
    const shuffled = Object.fromEntries(Object.entries(bare).reverse());
    const { records: read } = await readContent(
      lines([bare, { ...bare, eventID: "" }, { ...bare, eventID: 7 }, event(1)]),
    );
    const again = await readContent(JSON.stringify(shuffled, null, 3));
    expect(read.map((each) => typeof each["_hash"])).toEqual(["string", "string", "string", "undefined"]);
    expect(read[0]?.["_hash"]).toMatch(/^sha256:[0-9a-f]{64}$/);
    expect(again.records[0]?.["_hash"]).toBe(read[0]?.["_hash"]);
    expect(new Set(read.slice(0, 3).map((each) => each["_hash"])).size).toBe(3);
  });
});

describe("broken records cost only themselves", () => {
  const good = [event(1), event(2)].map(json) as [string, string];
  const { eventTime: _, ...timeless } = event(0);
  const bad: [string, string, string | Uint8Array][] = [
    ["invalid JSON", "invalid JSON: unexpected character", '{"eventTime":"2026-01-02T03:04:05Z","eventName":nope}'],
    ["a broken number", "invalid JSON: a malformed number", '{"eventTime":"2026-01-02T03:04:05Z","x":-}'],
    ["no object", "not a JSON object", "[1,2]"],
    ["no time", "eventTime is missing", json(timeless)],
    ["a time that is null", "eventTime is missing", json(event(0, { eventTime: null }))],
    ["no real time", "eventTime is not a time", json(event(0, { eventTime: "yesterday" }))],
    ["a number as time", "eventTime is not a time", json(event(0, { eventTime: 1767323045 }))],
    ["a day that does not exist", "eventTime is not a time", json(event(0, { eventTime: "2026-02-30T00:00:00Z" }))],
    [
      "nothing but a time",
      "eventName, eventSource and userIdentity are missing",
      '{"eventTime":"2026-01-02T03:04:05Z"}',
    ],
    [
      "invalid UTF-8",
      "invalid UTF-8",
      Buffer.from('{"eventTime":"2026-01-02T03:04:05Z","eventName":"\xff"}', "latin1"),
    ],
    ["an encoded surrogate", "invalid UTF-8", Buffer.from('{"eventName":"\xed\xa0\x80"}', "latin1")],
    [
      "deep nesting",
      "nested deeper than 100",
      `{"eventTime":"2026-01-02T03:04:05Z","eventName":"x","a":${"[".repeat(100)}${"]".repeat(100)}}`,
    ],
    [
      "very deep nesting",
      "nested deeper than 101",
      `{"eventTime":"2026-01-02T03:04:05Z","a":${"[".repeat(5000)}${"]".repeat(5000)}}`,
    ],
    [
      "too many fields",
      "too many fields",
      json({ ...event(0), ...Object.fromEntries(Array.from({ length: 1001 }, (__, i) => [`k${i}`, i])) }),
    ],
    ["too many bytes", "larger than 2000000 bytes", json(event(0, { userAgent: "x".repeat(2_000_000) }))],
    ["a broken lookup-events item", "invalid JSON: the value does not end", json({ CloudTrailEvent: '{"eventTime":' })],
  ];

  test.each(bad)("%s", async (__, reason, text) => {
    const item = Buffer.from(text);
    const pieces = (before: string, between: string, after: string) =>
      Buffer.concat([Buffer.from(before + good[0] + between), item, Buffer.from(between + good[1] + after)]);
    for (const content of [pieces("", "\n", "\n"), pieces('{"Records":[', ",", "]}"), pieces("[", "\n,\n", "]")]) {
      // a bare array on a line of its own is a container, not a record
      if (reason === "not a JSON object" && content[0] === 0x7b && content[2] !== 0x52) continue;
      const read = await readContent(content, { maxRecordBytes: 2_000_000 });
      expect(ids(read)).toEqual(["id-1", "id-2"]);
      expect(read.report.files.read).toBe(1);
      expect(reasons(read.report.records.malformed)).toEqual({ [reason]: 1 });
    }
  });

  test("no reason quotes the event", async () => {
    const { report } = await readContent(
      `${good[0]}\n{"eventTime":"hunter2",}\n{"eventName":hunter2}\n{"eventID":"\u0001hunter2"}\n`,
    );
    expect(json(report.records.malformed)).not.toContain("hunter");
    expect(report.records.read).toBe(4);
  });
});

describe("other things that CloudTrail writes", () => {
  const insight = event(9, {
    eventType: "AwsCloudTrailInsight",
    eventCategory: "Insight",
    insightDetails: { state: "Start" },
  });
  const digest = {
    awsAccountId: "1",
    digestStartTime: "2026-01-01T00:00:00Z",
    digestS3Object: "x",
    logFiles: [{ s3Object: "y" }],
  };

  test("a digest file is skipped", async () => {
    const { report } = await readContent(gzipSync(json(digest)));
    expect(reasons(report.files.skipped)).toEqual({ "CloudTrail digest": 1 });
    expect(report.records.read).toBe(0);
  });

  test("a file of Insight events alone is skipped", async () => {
    const { report } = await readContent(json({ Records: [insight, insight] }));
    expect(reasons(report.files.skipped)).toEqual({ "CloudTrail Insight": 1 });
    expect(report.records.read).toBe(0);
  });

  test("among records they are set aside and counted", async () => {
    const { report } = await readContent(lines([insight, event(1), digest, insight]));
    expect(report.files.read).toBe(1);
    expect(report.records.aside.map(({ reason, count }) => [reason, count])).toEqual([
      ["CloudTrail Insight", 2],
      ["CloudTrail digest", 1],
    ]);
    expect(report.records).toMatchObject({ read: 4, delivered: 1 });
  });
});

describe("foreign files", () => {
  test.each([
    ["a PNG", "binary file", Buffer.from("89504e470d0a1a0a0000000d49484452", "hex")],
    ["a .DS_Store", "binary file", Buffer.from("0000000142756431000030000000", "hex")],
    ["a CSV", "not JSON", 'eventTime,eventName\n2026-01-02T03:04:05Z,"{""a"":1}"\n'],
    ["a README", "not JSON", `# Logs\n\nA sample:\n\n${json(event(1))}\n\nThe end.\n`],
    ["nothing", "empty file", ""],
    ["white space", "empty file", " \n\n"],
    ["zipped nothing", "empty file", gzipSync("")],
    ["a zip archive", "a zip archive", "PK\u0003\u0004xxxx"],
    ["UTF-16", "UTF-16 text; convert it to UTF-8", Buffer.from(`\ufeff${json(event(1))}`, "utf16le")],
    ["another JSON object", "no CloudTrail records", '{"name":"package","version":"1.0.0","dependencies":{}}'],
    ["other JSON lines", "no CloudTrail records", '{"srcaddr":"1.2.3.4"}\n{"srcaddr":"1.2.3.4"}\n'],
    ["a log with brackets", "no CloudTrail records", "[2026-01-02] started\n[2026-01-02] stopped\n"],
    ["gzip three times", "gzip inside gzip inside gzip", gzipSync(gzipSync(gzipSync(json(event(1)))))],
  ])("%s is skipped", async (_, reason, content) => {
    const { report, lines: none } = await readContent(content);
    expect(none).toEqual([]);
    expect(report.files.skipped.map((each) => each.reason)).toEqual([reason]);
    expect(report.records.read).toBe(0);
  });

  test("a stray line before records does not cost the records", async () => {
    const read = await readContent(`warning: something\n${lines(records)}`);
    expect(ids(read)).toEqual(WANTED);
    expect(reasons(read.report.records.malformed)).toEqual({ "text between records": 1 });
  });
});

describe("several inputs", () => {
  function folder(): string {
    const root = temporaryFolder();
    mkdirSync(join(root, "b"));
    writeFileSync(join(root, "b", "1.json"), json({ Records: [event(2)] }));
    writeFileSync(join(root, "a.json"), json({ Records: [event(1)] }));
    writeFileSync(join(root, "c.txt"), "not logs");
    writeFileSync(join(root, "d.json.gz"), gzipSync(json({ Records: [event(3), { eventName: "x" }] })));
    return root;
  }

  test("are read in the order of their paths, whatever the order of the arguments", async () => {
    const root = folder();
    const one = await readAll([root]);
    const other = await readAll([join(root, "d.json.gz"), join(root, "b"), root, join(root, "a.json"), root]);
    expect(ids(one)).toEqual(["id-1", "id-2", "id-3"]);
    expect(other).toEqual(one);
    expect(one.report.files).toEqual({
      seen: 4,
      read: 3,
      skipped: [{ path: join(root, "c.txt"), reason: "not JSON", unreadable: false }],
    });
    expect(one.report.records.malformed).toEqual([
      { path: join(root, "d.json.gz"), reason: "eventTime is missing", count: 1 },
    ]);
  });

  test("progress reaches the total", async () => {
    const told: { bytesDone: number; bytesTotal: number; files: number }[] = [];
    await readAll([folder()], { onProgress: (progress) => told.push(progress) });
    const last = told.at(-1);
    expect(last?.files).toBe(4);
    expect(last?.bytesDone).toBe(last?.bytesTotal);
  });

  test("what does not exist is skipped", async () => {
    const path = join(temporaryFolder(), "gone");
    const { report } = await readAll([path]);
    expect(report.files).toEqual({
      seen: 1,
      read: 0,
      skipped: [{ path, reason: "no such file or directory", unreadable: true }],
    });
  });
});

describe("standard input", () => {
  const chunked = (bytes: Uint8Array, size: number) =>
    Readable.from(
      Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) =>
        Buffer.from(bytes.subarray(i * size, (i + 1) * size)),
      ),
    );

  test.each([1, 1000])("is read in chunks of %i bytes, plain or compressed", async (size) => {
    const text = Buffer.from(json({ Records: records }));
    for (const content of [text, gzipSync(text), gzipSync(gzipSync(text))]) {
      const read = await readAll(["-"], { stdin: chunked(content, size) });
      expect(ids(read)).toEqual(WANTED);
    }
  });

  test("is not read ahead of the receiver without bound", async () => {
    const line = Buffer.from(lines([event(1)]).repeat(100));
    const most = 2000;
    let given = 0;
    const long = new Readable({
      highWaterMark: 1,
      read() {
        given++;
        this.push(given > most ? null : line);
      },
    });
    let taken = 0;
    let ahead = 0;
    const sink = {
      add() {
        taken++;
        ahead = Math.max(ahead, given * 100 - taken);
      },
    };
    const report = newInputReport();
    await readRecords(["-"], sink, { folder: "", threads: 0, report, seconds: newInputSeconds(), stdin: long });
    expect(taken).toBe(most * 100);
    expect(ahead).toBeLessThan(2000);
  });
});
