/** Keeps the answers for the last `size` distinct keys. */
export class LruCache<Answer> {
  readonly #size: number;
  readonly #answers = new Map<string, Answer>();

  constructor(size: number) {
    this.#size = size;
  }

  get(key: string, compute: () => Answer): Answer {
    const known = this.#answers.get(key);
    const answer = known ?? compute();
    this.#answers.delete(key);
    this.#answers.set(key, answer);
    if (this.#answers.size > this.#size) {
      const [oldest] = this.#answers.keys();
      if (oldest !== undefined) this.#answers.delete(oldest);
    }
    return answer;
  }
}
