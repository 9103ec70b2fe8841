/** Returns the known word that a misspelt one most likely stands for; `undefined` when no word is close. */
export function suggest(text: string, known: readonly string[]): string | undefined {
  const shorten = (name: string) => simplify(name).slice(0, 64);
  const word = shorten(text);
  const candidates = known.map((name) => ({ name, difference: computeDifference(word, shorten(name)) }));
  const [best] = candidates.sort((a, b) => a.difference - b.difference);
  return best && best.difference <= 0.25 ? best.name : undefined;
}

/** Returns a word without what does not count when words are compared: case, blanks, dashes, underscores. */
export function simplify(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s\p{Cf}_-]/gu, '');
}

/** Returns the share of letters to delete or insert, so that one word becomes the other: from 0 to 1. */
function computeDifference(from: string, to: string): number {
  let shared: number[] = [];
  for (const letter of from) {
    const before = shared;
    shared = [];
    for (let index = 0; index < to.length; index += 1) {
      const withLetter = letter === to[index] ? (before[index - 1] ?? 0) + 1 : 0;
      shared.push(Math.max(withLetter, before[index] ?? 0, shared[index - 1] ?? 0));
    }
  }
  return 1 - (2 * (shared.at(-1) ?? 0)) / (from.length + to.length);
}
