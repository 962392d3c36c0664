/** Whether broken text is about an event, by the begin of key names that all CloudTrail records share. */
export function mentionsEvent(bytes: Uint8Array): boolean {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes('"event');
}
