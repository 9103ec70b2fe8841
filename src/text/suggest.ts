const MAX_LETTERS = 64;

/**
 * Returns the known word that a misspelt one most likely stands for; `undefined` when none is close. Case, blanks,
 * dashes and underscores do not count.
 */
export function suggest(text: string, known: readonly string[]): string | undefined {
  const word = simplify(text);
  const candidates = known.map((name) => ({ name, edits: countEdits(word, simplify(name)) }));
  const [best] = candidates.sort((a, b) => a.edits - b.edits);
  return best && best.edits <= simplify(best.name).length / 3 ? best.name : undefined;
}

function simplify(text: string): string {
  return text
    .toLowerCase()
    .replace(/[\s\p{Cf}_-]/gu, '')
    .slice(0, MAX_LETTERS);
}

/** Counts the letters to insert, delete or replace: the distance of Levenshtein. */
function countEdits(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (const letter of from) {
    const next = [(row[0] ?? 0) + 1];
    for (let index = 1; index <= to.length; index += 1) {
      const [diagonal = 0, above = 0, left = 0] = [row[index - 1], row[index], next[index - 1]];
      next.push(Math.min(diagonal + (letter === to[index - 1] ? 0 : 1), above + 1, left + 1));
    }
    row = next;
  }
  return row[to.length] ?? 0;
}
