interface HashedKey {
  readonly key: string;
  readonly hash: number;
}

const FIRST_CAPACITY = 16;
const LARGEST_CHAIN = 8;
const CAPACITY_OF_TREES = 64;

/**
 * The keys in the order in which a `java.util.HashMap` iterates them after they were put in the given order
 * (OpenJDK: spread hash, 16 buckets, doubled above three quarters, or early when one chain grows past eight).
 * Chains that OpenJDK turns into trees (64 buckets and more) keep insertion order here.
 */
export function hashMapOrder(keys: readonly string[]): string[] {
  const hashed = keys.map((key) => ({ key, hash: spread(javaHashCode(key)) }));
  const capacity = capacityAfter(hashed);
  const buckets = new Map<number, string[]>();
  for (const { key, hash } of hashed) {
    const index = hash & (capacity - 1);
    const bucket = buckets.get(index);
    if (bucket) bucket.push(key);
    else buckets.set(index, [key]);
  }
  return [...buckets].sort(([a], [b]) => a - b).flatMap(([, bucket]) => bucket);
}

/** Java's `String.hashCode`: over UTF-16 units, 32 bits with wrap-around. */
export function javaHashCode(text: string): number {
  let hash = 0;
  for (let i = 0; i < text.length; i++) hash = (Math.imul(hash, 31) + text.charCodeAt(i)) | 0;
  return hash;
}

function spread(hash: number): number {
  return hash ^ (hash >>> 16);
}

function capacityAfter(keys: readonly HashedKey[]): number {
  let capacity = FIRST_CAPACITY;
  let chains = new Map<number, number>();
  keys.forEach(({ hash }, index) => {
    const bucket = hash & (capacity - 1);
    const before = chains.get(bucket) ?? 0;
    chains.set(bucket, before + 1);
    const chainIsFull = before >= LARGEST_CHAIN && capacity < CAPACITY_OF_TREES;
    // One key may double the table twice: for its chain, then for the number of keys.
    for (const grows of [chainIsFull, index + 1 > thresholdOf(chainIsFull ? capacity * 2 : capacity)]) {
      if (!grows) continue;
      capacity *= 2;
      chains = chainLengths(keys.slice(0, index + 1), capacity);
    }
  });
  return capacity;
}

function thresholdOf(capacity: number): number {
  return capacity * 0.75;
}

function chainLengths(keys: readonly HashedKey[], capacity: number): Map<number, number> {
  const chains = new Map<number, number>();
  for (const { hash } of keys) {
    const bucket = hash & (capacity - 1);
    chains.set(bucket, (chains.get(bucket) ?? 0) + 1);
  }
  return chains;
}
