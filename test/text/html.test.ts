import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { escapeHtml, showInvisible } from '../../src/text/escape.ts';
import {
  type Html,
  html,
  NOTHING,
  renderCode,
  renderLink,
  toMarkup,
  trustHtml,
} from '../../src/text/html.ts';
import { decodeEntities, hostileText } from '../harness/hostile.ts';

test('every string and number is encoded, markup stays, and arrays of it are joined', () => {
  const items = ['<b>', '@ada'].map((text) => html`<li>${text}</li>`);
  assert.equal(
    toMarkup(html`<ul class="${'"x'}">${items}</ul>${7}${NOTHING}`),
    '<ul class="&#34;x"><li>&#60;b&#62;</li><li>&#64;&#8203;ada</li></ul>7',
  );
});

test('whatever the text, it is encoded as text wherever it stands', () => {
  fc.assert(
    fc.property(hostileText, hostileText, (one, other) => {
      const expected = `<p title="${escapeHtml(one)}"><b>${escapeHtml(other)}</b></p>`;
      assert.equal(toMarkup(html`<p title="${one}">${[html`<b>${other}</b>`]}</p>`), expected);
    }),
  );
});

test('a plain string does not compile where markup is expected', () => {
  const show = (markup: Html) => toMarkup(markup);
  // @ts-expect-error: a string is not markup.
  assert.equal(show('<b>'), undefined);
  // @ts-expect-error: neither is an object that looks like it.
  assert.equal(show({ markup: '<b>' }), undefined);
  assert.equal(show(trustHtml('<b>')), '<b>');
});

test('code can be copied as it is: no zero-width space stands in it, and nothing leaves its element', () => {
  assert.equal(toMarkup(renderCode('@a #1')), '<code>&#64;a &#35;1</code>');
  assert.equal(toMarkup(renderCode('')), '');
  fc.assert(
    fc.property(hostileText, (text) => {
      const [, inside = ''] = /^<code>([^<>]*)<\/code>$/.exec(toMarkup(renderCode(text))) ?? [];
      assert.equal(decodeEntities(inside), showInvisible(text));
    }),
  );
});

test('only addresses of the web become links', () => {
  for (const address of [
    'javascript:alert(1)',
    'data:text/html,x',
    'http://example.com',
    'file:///x',
    'x',
    '',
  ])
    assert.equal(toMarkup(renderLink(address, 'a<b')), 'a&#60;b', address);
  const address = 'https://example.com/a"onclick="x?<b>=\ud800&copy=1#@y';
  assert.match(
    toMarkup(renderLink(address, html`<i>x</i>`)),
    /^<a href="https:\/\/example\.com\/[^"<>\s]*&amp;copy=1#@y" rel="noopener noreferrer"><i>x<\/i><\/a>$/,
  );
});
