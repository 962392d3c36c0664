import { expect, test } from "vitest";
import { renderGuide } from "../../../../src/report/html/alert/render-guide.ts";

test("headings stand below those of the page", () => {
  expect(renderGuide("# One\n\n###### Six")).toBe("<h4>One</h4>\n<h6>Six</h6>\n");
});

test("links go to the web only", () => {
  expect(renderGuide("[a](https://example.com/?q=1)")).toBe(
    '<p><a href="https://example.com/?q=1" rel="noopener noreferrer">a</a></p>\n',
  );
  for (const address of [
    "javascript:alert(1)",
    "data:text/html,x",
    "file:///etc/passwd",
    "//evil.example",
    "/a",
    "#alert-1",
  ]) {
    expect(renderGuide(`[a](${address})`)).not.toContain("<a");
  }
});

test("bare addresses do not become links", () => {
  expect(renderGuide("see https://example.com and www.example.com")).toBe(
    "<p>see https://example.com and www.example.com</p>\n",
  );
});

test("an image becomes its text, HTML stays text", () => {
  expect(renderGuide("![a *b* <i>](https://evil.example/x.png)")).toBe("<p>a *b* &lt;i&gt;</p>\n");
  expect(renderGuide("<img src=x onerror=alert(1)>\n\n<script>alert(1)</script>")).not.toMatch(/<(img|script)/);
});

test("code keeps its text and takes no class from its fence", () => {
  expect(renderGuide('```"><script>\n<b>\n```')).toBe("<pre><code>&lt;b&gt;\n</code></pre>\n");
});

test("invisible characters are spelled out, also those written as entities", () => {
  expect(renderGuide("a\u202eb &#x202e; &#8206;")).toBe("<p>a\\u202eb \\u202e \\u200e</p>\n");
});

test("a tab in code is not spelled out", () => {
  expect(renderGuide("\tindented")).toBe("<pre><code>indented\n</code></pre>\n");
});

test("an endless guide ends", () => {
  expect(renderGuide("word ".repeat(50_000))).toContain("The guide goes on");
});
