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

/** Counts the letters to insert, delete, replace or swap with their neighbour. */
function countEdits(from: string, to: string): number {
  const table: number[][] = [];
  const read = (row: number, column: number) => table[row]?.[column] ?? Number.POSITIVE_INFINITY;
  for (let row = 0; row <= from.length; row += 1) {
    const edits: number[] = [];
    table.push(edits);
    for (let column = 0; column <= to.length; column += 1) {
      const isSame = from[row - 1] === to[column - 1];
      const isSwap = from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1];
      const moved = Math.min(read(row - 1, column), read(row, column - 1)) + 1;
      const replaced = read(row - 1, column - 1) + (isSame ? 0 : 1);
      const swapped = isSwap ? read(row - 2, column - 2) + 1 : replaced;
      edits.push(row + column === 0 ? 0 : Math.min(moved, replaced, swapped));
    }
  }
  return read(from.length, to.length);
}
