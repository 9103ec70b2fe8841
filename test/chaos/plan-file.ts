import { isKnownAccountIdForm } from '../../src/audit/account-id.ts';
import type { SimulatedAccount } from '../simulator/organization.ts';
import { createDice, type Dice } from './dice.ts';

/** An accounts file, its distinct account IDs in order, and how many rows hold no ID. */
export type PlannedFile = {
  content: Buffer;
  ids: string[];
  rejected: number;
  /** Whether the run must refuse it before the first request. */
  isBad: boolean;
  shape: string;
};

type Row = { id: string; name: string; email: string; status: string };

const REJECTED = ['not an id', 'person@example.com', 'a/b', 'ünï', 'x'.repeat(129), '#N/A'];

const BAD_FILES = [
  '',
  ' \r\n\r\n',
  'Atlassian ID,Name\r\n',
  'Name,Email\r\nAda,ada@example.com\r\n',
  'Atlassian ID,Name\r\n712020:a,"Ada\r\n',
  'PK\x03\x04 a workbook',
  'Atlassian ID\r\n712020:\0a\r\n',
];

const ENCODINGS = {
  'utf-8': (text: string) => Buffer.from(text),
  'utf-8 with BOM': (text: string) => Buffer.from(`\ufeff${text}`),
  'utf-16le': (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le'),
  'utf-16be': (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le').swap16(),
};

/** Plans the accounts file: these accounts, and some that do not exist. */
export function planFile(
  seed: number,
  accounts: SimulatedAccount[],
  source: 'accounts' | 'organization',
): PlannedFile {
  const dice = createDice(seed, 'file');
  if (dice.happens('bad file', 0.02)) {
    const content = Buffer.from(dice.pick(BAD_FILES));
    return { content, ids: [], rejected: 0, isBad: true, shape: `bad: ${JSON.stringify(String(content))}` };
  }
  const rows = planRows(dice, accounts, source === 'organization' ? 0.15 : 0);
  const rejected = dice.chance(0.2)
    ? Array.from({ length: dice.whole(1, 3) }, () => dice.pick(REJECTED))
    : [];
  const encoding = dice.pick(Object.keys(ENCODINGS) as (keyof typeof ENCODINGS)[]);
  const { text, shape } = renderFile(dice, insertRejected(dice, rows, rejected));
  const ids = [...new Set(rows.map(({ id }) => id))];
  const content = ENCODINGS[encoding](text);
  return { content, ids, rejected: rejected.length, isBad: false, shape: `${encoding}, ${shape}` };
}

/** Plans rows: known accounts except some, unknown ones, and some of them twice. The first account is always there. */
function planRows(dice: Dice, accounts: SimulatedAccount[], leftOut: number): Row[] {
  const strangers = dice.chance(0.3) ? dice.whole(1, 4) : 0;
  const known = accounts.filter((_, index) => index === 0 || !dice.chance(leftOut));
  const rows = [
    ...known.map(({ id, name = '', email = '', status = '' }) => ({ id, name, email, status })),
    ...Array.from({ length: strangers }, (_, index) => createRow(createStrangerId(index))),
  ];
  const copies = dice.chance(0.3) ? dice.some(rows) : [];
  return [...rows, ...copies.map(({ id }) => createRow(id))];
}

/** Every other one is damaged. */
function createStrangerId(index: number): string {
  return index % 2 === 0 ? `557058:stranger-${index}` : `557058:0a1b2c3d-9999-4000-8000-00000000000${index}`;
}

function createRow(id: string): Row {
  return { id, name: 'Somebody', email: '', status: '' };
}

function insertRejected(dice: Dice, rows: Row[], rejected: string[]): Row[] {
  const all = [...rows];
  for (const cell of rejected) all.splice(dice.whole(1, all.length), 0, createRow(cell));
  return all;
}

function renderFile(dice: Dice, rows: Row[]): { text: string; shape: string } {
  const end = dice.pick(['\r\n', '\n', '\r']);
  const delimiter = dice.pick([',', ';', '\t']);
  const heading = dice.pick(['Atlassian ID', 'Account ID', 'account_id', 'User id', ' ATLASSIAN id ']);
  const form = dice.pick(['export', 'export', 'one column', 'plain list'] as const);
  const pick = ({ id, name, email, status }: Row) => (form === 'export' ? [name, id, email, status] : [id]);
  const header = form === 'export' ? [['Name', heading, 'Email', 'Status']] : [[heading]];
  const isList = form === 'plain list' && isKnownAccountIdForm(rows[0]?.id ?? '');
  const records = [...(isList ? [] : header), ...rows.map(pick)];
  const text = records.map((cells) => cells.map(quote).join(delimiter) + end).join('');
  return { text, shape: JSON.stringify({ form: isList ? form : 'headed', delimiter, heading, end }) };
}

/** A NUL would make it a binary file. */
function quote(cell: string): string {
  const text = cell.replaceAll('\0', ' ');
  return /^[\w :@.-]*$/.test(text) ? text : `"${text.replaceAll('"', '""')}"`;
}
