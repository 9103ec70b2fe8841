import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { isObject, type JsonObject } from '../src/text/json.ts';

/** How examples name this action. */
export const ACTION = 'org/token-audit@v1';

/** A YAML block of the documents, or a file of test/workflows. */
export type Example = {
  file: string;
  /** Where its text begins. */
  line: number;
  /** The workflow's name; else the heading that the block stands under. */
  title: string;
  kind: 'workflow' | 'steps' | 'other';
  text: string;
};

const CHECKOUT = 'actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1';

/**
 * Reads the YAML blocks of README.md and docs/, and the workflows of test/workflows. A block that shows one of these
 * is no example of its own.
 */
export function readExamples(): Example[] {
  const documents = ['README.md', ...listFiles('docs', /\.md$/)];
  const workflows = readWorkflows();
  const blocks = documents.flatMap((file) => parseBlocks(file, readFileSync(file, 'utf8')));
  return [
    ...blocks.filter(({ text }) => !workflows.some((workflow) => workflow.text === text)),
    ...workflows,
  ];
}

/** Reads the workflows of test/workflows, which docs/recipes.md shows. */
export function readWorkflows(): Example[] {
  const files = listFiles('test/workflows', /\.ya?ml$/);
  return files.map((file) => createExample(file, readFileSync(file, 'utf8')));
}

/** Finds the YAML blocks of a Markdown document. One that is indented, as in a list, loses its indentation. */
export function parseBlocks(file: string, markdown: string): Example[] {
  const blocks = markdown.matchAll(/^( *)```ya?ml *\n([\s\S]*?)^\1```/gm);
  return [...blocks].map(({ 1: indent = '', 2: text = '', index }) => {
    const before = markdown.slice(0, index);
    const heading = [...before.matchAll(/^#+ (.*)$/gm)].at(-1)?.[1] ?? '';
    const dedented = text.replaceAll(new RegExp(`^${indent}`, 'gm'), '');
    return createExample(file, dedented, heading, before.split('\n').length + 1);
  });
}

/** How an example is spoken of. */
export function computeName({ file, title }: Example): string {
  return `${file} › ${title}`;
}

/** The workflow that an example is, or that its steps make after a checkout. */
export function renderWorkflow({ kind, title, text }: Example): string {
  if (kind === 'workflow') return text;
  const steps = text.replaceAll(/^(?=.)/gm, '      ');
  return `name: ${JSON.stringify(title)}
on:
  schedule:
    - cron: "23 5 * * 1"
permissions: {}
jobs:
  audit:
    runs-on: ubuntu-latest
    permissions:
      contents: read # check out
    steps:
      - uses: ${CHECKOUT}
        with:
          persist-credentials: false
${steps}`;
}

/** What each step of an example that uses this action gives it, by input. */
export function listGivenInputs({ text }: Example): JsonObject[] {
  return listRecords(parse(text))
    .filter(({ uses }) => uses === ACTION)
    .map((step) => (isObject(step.with) ? step.with : {}));
}

function createExample(file: string, text: string, heading = '', line = 1): Example {
  const content: unknown = parse(text);
  const isWorkflow = isObject(content) && 'on' in content && 'jobs' in content;
  const isSteps = Array.isArray(content) && listRecords(content).some(({ uses }) => uses === ACTION);
  const kind = isWorkflow ? 'workflow' : isSteps ? 'steps' : 'other';
  const title = isWorkflow && typeof content.name === 'string' ? content.name : heading;
  return { file, line, title, kind, text };
}

/** Every mapping in a YAML value, at any depth. */
function listRecords(value: unknown): JsonObject[] {
  if (Array.isArray(value)) return value.flatMap(listRecords);
  return isObject(value) ? [value, ...Object.values(value).flatMap(listRecords)] : [];
}

function listFiles(folder: string, name: RegExp): string[] {
  const files = existsSync(folder) ? readdirSync(folder, { recursive: true, encoding: 'utf8' }) : [];
  const paths = files.map((file) => `${folder}/${file.replaceAll('\\', '/')}`);
  return paths.filter((file) => name.test(file)).sort();
}
