// One encoder per sink. Labels, names, file cells and error bodies are chosen by other people: in no sink may
// they be anything but text.

const INVISIBLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/** Shows control, line-breaking, zero-width and bidirectional characters as `\u000a`, so that none has its effect. */
export function showInvisible(text: string): string {
  return text.replace(INVISIBLE, (char) => `\\u${char.codePointAt(0)?.toString(16).padStart(4, '0')}`);
}

/** Cuts to `length` characters, never in the middle of a surrogate pair, and marks the cut with an ellipsis. */
export function cut(text: string, length: number): string {
  if (text.length <= length) return text;
  return `${text.slice(0, length - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}

/**
 * One log line that cannot carry a workflow command: the runner obeys `::` at a line's start and `##[` anywhere,
 * and splits lines at every CR and LF.
 * https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions
 */
export function escapeLog(text: string): string {
  return showInvisible(text)
    .replaceAll('##[', '##\\[')
    .replace(/^\s*::/, ' :\\:');
}

// Not only at its start: a spreadsheet whose locale splits at semicolons sees no quote in `,"a;=1"`, since to it
// that cell does not begin with one.
const FORMULA_START =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: some readers skip them, others end a line at them
  /(?<=^|[;\t\r\n\v\f\u001c-\u001e\u0085\u2028\u2029])(?=[\p{Zs}\p{Cf}\0-\u0008\u000e-\u001b\u001f\u007f"]*[=+\-@\uff1d\uff0b\uff0d\uff20])|^(?=[\t\r\n])/gu;

/** The apostrophes that `escapeCell` puts in. */
const GUARDS = new RegExp(FORMULA_START.source.replaceAll('(?=', "'(?="), FORMULA_START.flags);

/** Nearly every cell: to see that it begins with no formula and ends nowhere in between takes a fraction of the time. */
const HARMLESS = /^\w[\w .:@-]*$/;

/**
 * A CSV cell that no spreadsheet runs as a formula: an apostrophe stands before whatever could start one, at the
 * start of the text and behind each character in it that some reader takes for the end of a cell or a row.
 * https://owasp.org/www-community/attacks/CSV_Injection
 */
export function escapeCell(text: string): string {
  return HARMLESS.test(text) ? text : text.replace(FORMULA_START, "'");
}

/** The text of a cell; one that itself had an apostrophe where `escapeCell` would put one loses it. */
export function unescapeCell(cell: string): string {
  return cell.replace(GUARDS, '');
}

/** Most names: to see that they need nothing takes a fraction of the time. */
const PLAIN = /^[a-zA-Z0-9 -]*$/;
const MARKUP = /[&<>"'`*_~[\](){}|\\$!:@#]/g;

/**
 * Text for HTML and for HTML inside Markdown: no markup of either, no link, no mention, no issue reference, no
 * bidirectional trick. GitHub looks for mentions in the rendered text, where an entity is already decoded: a
 * zero-width space after `@` and `#` keeps them apart.
 */
export function escapeHtml(text: string): string {
  if (PLAIN.test(text)) return text;
  return encodeMarkup(text).replace(/(?<!\w)&#64;|&#35;/g, '$&&#8203;');
}

/** The same as monospaced text, in which GitHub looks for no mention: what is in it can be copied as it is. */
export function escapeCode(text: string): string {
  if (text === '') return '';
  return `<code>${PLAIN.test(text) ? text : encodeMarkup(text)}</code>`;
}

/** Of addresses, Markdown links what begins with `www.`; all others need the colon. */
function encodeMarkup(text: string): string {
  return showInvisible(text)
    .replace(MARKUP, (char) => `&#${char.charCodeAt(0)};`)
    .replace(/(?<=www)\./gi, '&#46;');
}
