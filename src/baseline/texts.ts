const PAGE_BYTES = 1024 * 1024;

/** A list of texts that takes no more memory than their UTF-8, and none that garbage collection walks through. */
type Texts = {
  /** Adds a text and returns its index. */
  add(text: string): number;
  get(index: number): string;
};

/** An empty list. */
export function createTexts(): Texts {
  const pages: Buffer[] = [];
  /** Where each begins, counted in whole pages; a text that is longer than a page has one of its own length. */
  const starts: number[] = [];
  const lengths: number[] = [];
  let used = PAGE_BYTES;

  function findRoom(bytes: number): Buffer {
    const last = pages.at(-1);
    if (last && used + bytes <= last.length) return last;
    const page = Buffer.allocUnsafeSlow(Math.max(bytes, PAGE_BYTES));
    pages.push(page);
    used = 0;
    return page;
  }

  return {
    add(text) {
      const bytes = Buffer.byteLength(text);
      const page = findRoom(bytes);
      page.write(text, used);
      starts.push((pages.length - 1) * PAGE_BYTES + used);
      used += bytes;
      return lengths.push(bytes) - 1;
    },
    get(index) {
      const [start = 0, length = 0] = [starts[index], lengths[index]];
      const offset = start % PAGE_BYTES;
      return pages[(start - offset) / PAGE_BYTES]?.toString('utf8', offset, offset + length) ?? '';
    },
  };
}
