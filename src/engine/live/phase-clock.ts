/** Seconds that went into the phases of batches. */
export class PhaseClock {
  readonly #seconds = new Map<string, number>();

  async during<T>(phase: string, work: () => Promise<T>): Promise<T> {
    const start = performance.now();
    try {
      return await work();
    } finally {
      this.#seconds.set(phase, (this.#seconds.get(phase) ?? 0) + (performance.now() - start) / 1000);
    }
  }

  get all(): readonly { readonly phase: string; readonly seconds: number }[] {
    return [...this.#seconds].map(([phase, seconds]) => ({ phase, seconds }));
  }
}
