/** The bytes still needed of a stream: what is kept of the pieces before, followed by the newest piece. */
export class ByteWindow {
  bytes: Buffer = Buffer.alloc(0);
  #storage: Uint8Array = new Uint8Array(0);

  /** Forgets what lies before `keep` and adds a piece. Views into the window from before are no longer valid. */
  append(piece: Uint8Array, keep: number): void {
    const kept = this.bytes.length - keep;
    if (kept === 0) this.bytes = bufferOf(piece);
    else this.#join(piece, keep, kept);
  }

  #join(piece: Uint8Array, keep: number, kept: number): void {
    const length = kept + piece.length;
    if (length > this.#storage.length) {
      const larger = new Uint8Array(length * 2);
      larger.set(this.bytes.subarray(keep));
      this.#storage = larger;
    } else if (this.bytes.buffer !== this.#storage.buffer) {
      this.#storage.set(this.bytes.subarray(keep));
    } else if (keep > 0) {
      this.#storage.copyWithin(0, keep, keep + kept);
    }
    this.#storage.set(piece, kept);
    this.bytes = bufferOf(this.#storage.subarray(0, length));
  }
}

function bufferOf(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
