/** Reads what `GITHUB_OUTPUT` holds: `name<<delimiter`, lines, `delimiter`. The last value of a name counts. */
export function parseOutputFile(text: string): Record<string, string> {
  const outputs: Record<string, string> = {};
  for (const [, name = '', , value = ''] of text.matchAll(/^(.+)<<(.+)\r?\n([\s\S]*?)\r?\n?\2\r?\n/gm))
    outputs[name] = value;
  return outputs;
}
