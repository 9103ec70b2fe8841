/** https://developer.atlassian.com/cloud/admin/user-management/rest/api-group-api-tokens/ */
const ACCOUNT_ID = /^[a-zA-Z0-9_|:-]{1,128}$/;

// Spreadsheets and mail programs leave invisible characters around a cell: no-break and zero-width spaces, byte order
// marks, direction marks, and the apostrophe that marks text. One pattern, since a separate pattern for the end takes
// quadratic time on blanks inside.
const WRAPPED = /^[\s\p{Cf}]*(?:'[\s\p{Cf}]*)?([a-zA-Z0-9_|:-]{1,128})[\s\p{Cf}]*$/u;

/** Returns the account ID in a cell, trimmed; `undefined` when there is none. */
export function parseAccountId(cell: string): string | undefined {
  if (ACCOUNT_ID.test(cell)) return cell;
  const id = WRAPPED.exec(cell)?.[1];
  // A copy, since a slice keeps the whole cell in memory.
  return id === undefined ? undefined : Buffer.from(id).toString();
}

/** Whether a cell that may be a heading is rather an account ID, such as `712020:…` or 24 hex digits. */
export function isLikeAccountId(cell: string): boolean {
  return cell.includes(':') || /^[0-9a-f]{24}$/i.test(parseAccountId(cell) ?? '');
}
