/** S3 writes a space as `+` in listings and in notifications; text that is not encoded stays as it is. */
export function decodeKey(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll("+", " "));
  } catch {
    return text;
  }
}

/** Listings have the ETag in quotes, notifications have not. */
export function bareEtag(text: string | undefined): string {
  return (text ?? "").replace(/^"(.*)"$/, "$1");
}
