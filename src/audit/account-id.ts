/** https://developer.atlassian.com/cloud/admin/user-management/rest/api-group-api-tokens/ */
const ACCOUNT_ID = /^[a-zA-Z0-9_|:-]{1,128}$/;

/** Matches from the first to the last visible character. A pattern for the end alone takes quadratic time on blanks. */
const VISIBLE = /[^\s\p{Cf}]+(?:[\s\p{Cf}]+[^\s\p{Cf}]+)*/u;

const SHORT = '(?=[a-z]*[0-9])[0-9a-z]{24}';
const UUID = '[0-9a-z]{8}(?:-[0-9a-z]{4}){3}-[0-9a-z]{12}';
/**
 * The forms that have been seen: `5b10a2844c20165700ede21g`, `712020:` and a UUID, and the IDs of portal customers,
 * `qm:` with two UUIDs or a UUID and 24 characters. Atlassian's own examples are not always hexadecimal.
 */
const KNOWN_FORM = new RegExp(`^(?:${SHORT}|[0-9a-z_-]{1,16}:${UUID}(?::(?:${UUID}|${SHORT}))?)$`);

/** Returns a cell without invisible characters around it, and without the apostrophe that marks text in spreadsheets. */
export function trimCell(cell: string): string {
  return VISIBLE.exec(cell.replace(/^[\s\p{Cf}]*'/u, ''))?.[0] ?? '';
}

/** Returns the account ID in a cell, trimmed; `undefined` for any other text. */
export function parseAccountId(cell: string): string | undefined {
  const id = trimCell(cell);
  return ACCOUNT_ID.test(id) ? id : undefined;
}

/** Returns whether an ID has a form that Atlassian gives. Another one that is unknown to the API is most likely damaged. */
export function isKnownAccountIdForm(id: string): boolean {
  return KNOWN_FORM.test(id);
}

/** Returns whether a cell holds an account ID of a known form, in capitals or not. */
export function isLikeAccountId(cell: string): boolean {
  return isKnownAccountIdForm(parseAccountId(cell)?.toLowerCase() ?? '');
}
