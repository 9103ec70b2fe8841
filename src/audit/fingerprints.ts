import { hash } from 'node:crypto';

/** A set of texts that costs about 40 bytes each, however long they are. */
export type Fingerprints = {
  /** Whether the text was not there before; it is from now on. */
  add(text: string): boolean;
  size(): number;
};

/** Two 32-bit words of a 128-bit fingerprint say where it is looked for first, four are compared. */
const WORDS = 4;
const FIRST_CAPACITY = 1024;

/**
 * Keeps 128 bits of each text's SHA-256 in one typed array, which no garbage collection walks through. That two
 * different texts of a million share them is less likely, by far, than that the machine miscounts.
 */
export function createFingerprints(): Fingerprints {
  let slots = new Uint32Array(FIRST_CAPACITY * WORDS);
  let size = 0;

  function add(words: Uint32Array): boolean {
    const place = findPlace(slots, words);
    if (slots[place * WORDS] !== 0) return false;
    slots.set(words, place * WORDS);
    size += 1;
    return true;
  }

  function grow(): void {
    const old = slots;
    slots = new Uint32Array(old.length * 2);
    size = 0;
    for (let at = 0; at < old.length; at += WORDS) if (old[at] !== 0) add(old.subarray(at, at + WORDS));
  }

  return {
    add(text) {
      if (size * WORDS * 2 >= slots.length) grow();
      return add(computeWords(text));
    },
    size: () => size,
  };
}

/** Linear probing: the fingerprint's own place, or the first free one after it. A first word of 0 is free. */
function findPlace(slots: Uint32Array, words: Uint32Array): number {
  const capacity = slots.length / WORDS;
  let place = (words[1] ?? 0) % capacity;
  while (slots[place * WORDS] !== 0 && !isAt(slots, place * WORDS, words)) place = (place + 1) % capacity;
  return place;
}

function isAt(slots: Uint32Array, at: number, words: Uint32Array): boolean {
  return words.every((word, index) => slots[at + index] === word);
}

function computeWords(text: string): Uint32Array {
  const bytes = hash('sha256', text, 'buffer');
  const words = Uint32Array.from({ length: WORDS }, (_, index) => bytes.readUInt32LE(index * 4));
  words[0] ||= 1;
  return words;
}
