// One encoder per sink. Other people choose labels, names, file cells and error bodies: they must stay text everywhere.

const INVISIBLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/** Shows control, line-breaking, zero-width and bidirectional characters as `\u000a`, so that they have no effect. */
export function showInvisible(text: string): string {
  return text.replace(INVISIBLE, (char) => `\\u${char.codePointAt(0)?.toString(16).padStart(4, '0')}`);
}

/** Cuts to `length` characters, never in the middle of a surrogate pair, and marks the cut with an ellipsis. */
export function cut(text: string, length: number): string {
  if (text.length <= length) return text;
  return `${text.slice(0, length - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}

/**
 * Encodes a log line so that it carries no workflow command: the runner obeys `::` at its start and `##[` anywhere.
 * https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions
 */
export function escapeLog(text: string): string {
  const line = showInvisible(text).replaceAll('##[', '##\\[');
  return line.replace(/^\s*::/, ' :\\:');
}

// Also after whatever a reader may take for the end of a cell or a row. A spreadsheet whose locale splits at semicolons
// starts a cell in the middle of `,"a;=1"`, which has no quote there.
const FORMULA_START =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: some readers skip them, others end a line at them
  /(?<=^|[;\t\r\n\v\f\u001c-\u001e\u0085\u2028\u2029])(?=[\p{Zs}\p{Cf}\0-\u0008\u000e-\u001b\u001f\u007f"]*[=+\-@\uff1d\uff0b\uff0d\uff20])|^(?=[\t\r\n])/gu;

const GUARDS = new RegExp(FORMULA_START.source.replaceAll('(?=', "'(?="), FORMULA_START.flags);

/**
 * Encodes a CSV cell so that no spreadsheet runs it as a formula: inserts an apostrophe before whatever could start one.
 * https://owasp.org/www-community/attacks/CSV_Injection
 */
export function escapeCell(text: string): string {
  return text.replace(FORMULA_START, "'");
}

/** Decodes a cell. A text that had an apostrophe of its own where `escapeCell` inserts one loses it. */
export function unescapeCell(cell: string): string {
  return cell.replace(GUARDS, '');
}

const MARKUP = /[&<>"'`*_~[\](){}|\\$!:@#]/g;

/** Encodes text for HTML and for HTML inside Markdown: it carries no markup, link, mention or bidirectional trick. */
export function escapeHtml(text: string): string {
  // GitHub looks for mentions in the rendered text. A zero-width space after `@` and `#` prevents them.
  return encodeMarkup(text).replace(/(?<!\w)&#64;|&#35;/g, '$&&#8203;');
}

/** Encodes markup alone, so that the text can be copied unchanged: for elements in which GitHub finds no mention. */
export function encodeMarkup(text: string): string {
  const encoded = showInvisible(text).replace(MARKUP, (char) => `&#${char.charCodeAt(0)};`);
  // Markdown links addresses with a colon, which is encoded, and those that begin with `www.`.
  return encoded.replace(/(?<=www)\./gi, '&#46;');
}
