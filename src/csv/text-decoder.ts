/** The encoding that a byte order mark names, as `TextDecoder` spells it; UTF-8 without one. */
export function parseEncoding(head: Uint8Array): string {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be';
  return 'utf-8';
}

/**
 * Decodes a text piece by piece, wherever the pieces are cut, without its byte order mark and with every line end
 * as \n. Bytes that are no characters become U+FFFD.
 */
export async function* decodeText(
  pieces: AsyncIterable<Uint8Array>,
  encoding: string,
): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding);
  const normalize = createLineEndNormalizer();
  for await (const piece of pieces) yield normalize(decoder.decode(piece, { stream: true }));
  yield normalize(decoder.decode());
}

function createLineEndNormalizer(): (text: string) => string {
  let afterReturn = false;
  return (text) => {
    if (text === '') return '';
    const rest = afterReturn && text.startsWith('\n') ? text.slice(1) : text;
    afterReturn = text.endsWith('\r');
    return rest.replace(/\r\n?/g, '\n');
  };
}
