import { isMap, isScalar, parseDocument } from 'yaml';

/** The inputs and outputs that action.yml declares, in order. Defaults are strings, as the runner passes them, or ''. */
export type ActionFile = { inputs: ActionInput[]; outputs: ActionOutput[] };
/** `group` is the last comment before the input. */
export type ActionInput = {
  group: string;
  name: string;
  description: string;
  required: boolean;
  default: string;
};
export type ActionOutput = { name: string; description: string };

type RawEntries = Record<string, { description: string; required?: boolean; default?: unknown }>;

/** Reads the text of an action.yml whose form `npm run lint:actions` has checked. */
export function parseActionFile(text: string): ActionFile {
  const document = parseDocument(text);
  const raw = document.toJS() as { inputs: RawEntries; outputs: RawEntries };
  const comments = readComments(document.get('inputs'));
  let group = '';
  return {
    inputs: Object.entries(raw.inputs).map(([name, input]) => {
      group = comments.get(name) ?? group;
      return {
        group,
        name,
        description: input.description,
        required: input.required ?? false,
        default: String(input.default ?? ''),
      };
    }),
    outputs: Object.entries(raw.outputs).map(([name, output]) => ({ name, description: output.description })),
  };
}

/** Reads the comment above each input that has one. The parser gives the first one to the map itself. */
function readComments(inputs: unknown): Map<string, string> {
  if (!isMap(inputs)) return new Map();
  const keys = inputs.items.map(({ key }) => key).filter((key) => isScalar(key));
  return new Map(
    keys.flatMap((key, index) => {
      const comment = key.commentBefore ?? (index === 0 ? inputs.commentBefore : undefined);
      return comment ? [[String(key.value), comment.trim()] as const] : [];
    }),
  );
}

/** Renders src/action.ts as the formatter wants it. */
export function renderActionModule(action: ActionFile, version: string): string {
  return `// Generated from action.yml and package.json by \`npm run generate\`; do not edit.

export const version = ${quote(version)};

/** The value of an input that is not given. Empty without a default, or with one that only the runner knows. */
export const defaults = {
${action.inputs.map((input) => `  ${renderKey(input.name)}: ${quote(computeDefault(input))},`).join('\n')}
};

/** The inputs that action.yml declares. */
export type InputName = keyof typeof defaults;

/** The outputs that action.yml declares. */
export const outputNames = [
${action.outputs.map(({ name }) => `  ${quote(name)},`).join('\n')}
] as const;
`;
}

/** The runner evaluates expressions: here, one would be taken for the value. */
function computeDefault(input: ActionInput): string {
  return input.default.includes('${{') ? '' : input.default;
}

/** Renders the README's tables of inputs, one for each group. */
export function renderInputsTables({ inputs }: ActionFile): string {
  const groups = [...new Set(inputs.map(({ group }) => group))];
  const tables = groups.map((group) => {
    const members = inputs.filter((input) => input.group === group);
    const rows = members.map((input) => [`\`${input.name}\``, renderDefault(input), input.description]);
    return `### ${group}\n\n${renderTable(['input', 'default', 'meaning'], rows)}`;
  });
  return tables.join('\n\n');
}

/** Renders the README's table of outputs. */
export function renderOutputsTable(action: ActionFile): string {
  const rows = action.outputs.map((output) => [`\`${output.name}\``, output.description]);
  return renderTable(['output', 'meaning'], rows);
}

/** Puts `content` between `<!-- name -->` and `<!-- /name -->`; undefined when the text lacks the pair. */
export function fillBlock(text: string, name: string, content: string): string | undefined {
  const [open, close] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
  const start = text.indexOf(open);
  const end = text.indexOf(close, start);
  if (start < 0 || end < 0) return undefined;
  return `${text.slice(0, start)}${open}\n\n${content}\n\n${text.slice(end)}`;
}

function renderDefault(input: ActionInput): string {
  if (input.required) return '**required**';
  return input.default === '' ? '' : `\`${input.default}\``;
}

/** A Markdown table, its columns padded as the formatter wants them. */
export function renderTable(header: string[], rows: string[][]): string {
  const table = [header, header.map(() => '---'), ...rows].map((cells) => cells.map(escapeCell));
  const widths = header.map((_, column) => Math.max(...table.map((cells) => cells[column]?.length ?? 0)));
  const lines = table.map((cells, line) => {
    const fill = line === 1 ? '-' : ' ';
    return `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0, fill)).join(' | ')} |`;
  });
  return lines.join('\n');
}

function escapeCell(text: string): string {
  return text.replaceAll(/\s+/g, ' ').replaceAll('|', '\\|').trim();
}

function renderKey(name: string): string {
  return /^[a-z]+$/.test(name) ? name : quote(name);
}

function quote(text: string): string {
  return `'${text.replaceAll(/[\\']/g, '\\$&')}'`;
}
