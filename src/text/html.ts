import { encodeMarkup, escapeHtml } from './escape.ts';

const MARKUP = Symbol('markup');

/** Markup in which all foreign text is encoded. Only this file makes it, so a plain string cannot pass for it. */
export type Html = { readonly [MARKUP]: string };

/** No markup at all. */
export const NOTHING: Html = trustHtml('');

/** Makes markup for a page or a job summary: strings and numbers are encoded, markup stays, arrays of it are joined. */
export function html(parts: TemplateStringsArray, ...values: (Html | Html[] | string | number)[]): Html {
  return trustHtml(String.raw({ raw: parts }, ...values.map(encode)));
}

/** Makes markup of a text that holds nothing foreign, such as a style sheet. */
export function trustHtml(text: string): Html {
  return { [MARKUP]: text };
}

/** Returns the text of markup, to be written. */
export function toMarkup(markup: Html): string {
  return markup[MARKUP];
}

/** Renders monospaced text that can be copied exactly: IDs, addresses, labels. */
export function renderCode(text: string): Html {
  return text === '' ? NOTHING : trustHtml(`<code>${encodeMarkup(text)}</code>`);
}

/** Renders a link, or the content alone where the address is not one of the web that a browser may follow. */
export function renderLink(address: string, content: Html | string): Html {
  const url = URL.parse(address);
  if (url?.protocol !== 'https:') return html`${content}`;
  // `href` contains neither quotes nor angle brackets. https://url.spec.whatwg.org/#url-serializing
  const href = trustHtml(url.href.replaceAll('&', '&amp;'));
  return html`<a href="${href}" rel="noopener noreferrer">${content}</a>`;
}

function encode(value: Html | Html[] | string | number): string {
  if (Array.isArray(value)) return value.map(toMarkup).join('');
  return typeof value === 'object' ? toMarkup(value) : escapeHtml(String(value));
}
