/** https://developer.atlassian.com/cloud/admin/user-management/rest/api-group-api-tokens/ */
const ACCOUNT_ID = /^[a-zA-Z0-9_|:-]{1,128}$/;

// With what spreadsheets and mail programs leave around a cell, unseen: no-break and zero-width spaces, byte order
// marks, direction marks, and the apostrophe that says "this is text". One pattern, since cutting the end off by
// one of its own takes time by the square of the blanks inside.
const WRAPPED = /^[\s\p{Cf}]*(?:'[\s\p{Cf}]*)?([a-zA-Z0-9_|:-]{1,128})[\s\p{Cf}]*$/u;

/** The account ID in a cell, trimmed; `undefined` when there is none. */
export function parseAccountId(cell: string): string | undefined {
  if (ACCOUNT_ID.test(cell)) return cell;
  const id = WRAPPED.exec(cell)?.[1];
  // A copy, since a slice would keep the whole cell in memory for as long as the ID.
  return id === undefined ? undefined : Buffer.from(id).toString();
}

/** Whether a cell that may be a heading is rather an account ID, as those of `712020:…` and of 24 hex digits are. */
export function isLikeAccountId(cell: string): boolean {
  return cell.includes(':') || /^[0-9a-f]{24}$/i.test(parseAccountId(cell) ?? '');
}
