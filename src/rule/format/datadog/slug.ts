/** A stable id from a name: `AWS: new user!` is `aws-new-user`. */
export function slug(name: string): string {
  return name
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== "")
    .join("-");
}
