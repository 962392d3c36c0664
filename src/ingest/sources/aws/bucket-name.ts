/** Of general purpose buckets: 3 to 63 lower case letters, digits, hyphens and dots (Amazon S3 User Guide, "Bucket naming rules"). */
export function isBucketName(text: string): boolean {
  return /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(text) && !text.includes("..") && !/^\d+(\.\d+){3}$/.test(text);
}
