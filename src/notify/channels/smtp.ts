import { createHash } from "node:crypto";
import type { NodemailerError, SendMailOptions, SMTPTransportOptions } from "nodemailer";
import { printableShort } from "../../alert/printable.ts";
import type { Channel, Message, Sent } from "../channel.ts";
import type { SmtpConfig } from "../config.ts";
import { withDeadline } from "../deadline.ts";
import { DEFAULT_TIMEOUT } from "../http/target.ts";
import { keyOf } from "../key-of.ts";
import { factsOf, headline } from "../wording.ts";

/** RFC 5322 wants lines of at most 998 bytes; nodemailer folds, this keeps subjects readable. */
const LONGEST_SUBJECT = 150;
const LONGEST_REPLY = 200;

/** Sends plain text, over a connection of its own for each message. nodemailer is loaded with the first. */
export function smtpChannel(config: SmtpConfig): Channel {
  const { timeout = DEFAULT_TIMEOUT } = config;
  return {
    name: config.name,
    send: async (message, outer): Promise<Sent> => {
      const { createTransport } = await import("nodemailer");
      const transport = createTransport(transportOf(config, timeout));
      try {
        await withDeadline(outer, timeout, (signal) => transport.sendMail({ ...mailOf(message, config), signal }));
        return { kind: "sent" };
      } catch (error) {
        return smtpFailure(error, config);
      } finally {
        transport.close();
      }
    },
    close: async () => undefined,
  };
}

function transportOf({ host, port, security, user, password }: SmtpConfig, timeout: number): SMTPTransportOptions {
  return {
    host,
    port,
    secure: security === "tls",
    requireTLS: security === "starttls",
    ignoreTLS: security === "none",
    connectionTimeout: timeout,
    greetingTimeout: timeout,
    socketTimeout: timeout,
    ...(user === undefined || password === undefined ? {} : { auth: { user, pass: password } }),
  };
}

/**
 * The mail. `Message-ID` comes from the key, so a mail system that drops copies drops a second sending; all mails of a thread refer to one
 * id, so mail programs show them together.
 */
function mailOf(message: Message, { from, to }: SmtpConfig): SendMailOptions {
  const domain = /@([^@>]+)>?$/.exec(from)?.[1] ?? "trailhound.invalid";
  const thread = message.kind === "alert" ? { references: `<thread.${sha256(message.notice.thread)}@${domain}>` } : {};
  return {
    from,
    to: [...to],
    subject: headline(message, LONGEST_SUBJECT),
    text: textOf(message),
    messageId: `<${keyOf(message)}@${domain}>`,
    headers: { "Auto-Submitted": "auto-generated", "X-Trailhound-Key": keyOf(message) },
    ...thread,
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

function textOf(message: Message): string {
  const lines = factsOf(message).map(([label, value]) => `${`${label}:`.padEnd(12)} ${value}`);
  return `${headline(message, LONGEST_SUBJECT)}\n\n${lines.join("\n")}\n\nSent by trailhound, key ${keyOf(message)}.\n`;
}

/** The server does not take these recipients, or this mail. */
const FINAL: ReadonlySet<string> = new Set(["EENVELOPE", "EMESSAGE"]);

/** A mail that some recipients got counts as sent: the others would cost these a second one. */
function smtpFailure(error: unknown, config: SmtpConfig): Sent {
  const { code = "unknown error", permanent, command = "", response } = error as Partial<NodemailerError>;
  if (code === "EABORT") return { kind: "retry", reason: "SMTP: no answer in time" };
  const isLogin = command.startsWith("AUTH") || code === "EAUTH";
  const said = response === undefined || isLogin ? "" : `: ${withoutSecrets(response, config)}`;
  const reason = `SMTP: ${code}${said}`;
  // A wrong password or a server without TLS may be mended; a mailbox that is not there stays away.
  return permanent === true && FINAL.has(code) ? { kind: "refused", reason } : { kind: "retry", reason };
}

function withoutSecrets(reply: string, { password = "" }: SmtpConfig): string {
  const text = password === "" ? reply : reply.replaceAll(password, "***");
  return printableShort(text, LONGEST_REPLY);
}
