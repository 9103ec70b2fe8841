import type { Organization, SimulatedAccount, SimulatedToken } from '../simulator/organization.ts';
import { createOrganization } from '../simulator/organization.ts';
import { type Simulator, type SimulatorOptions, startSimulator } from '../simulator/simulator.ts';
import { type ActionRun, runAction, type Scenario } from './run-action.ts';
import { parseTable } from './second-csv.ts';

/** A scenario: the accounts, the behaviour of the server, and the inputs of the step. */
export type Play = Omit<Scenario, 'simulator' | 'inputs'> & {
  accounts?: SimulatedAccount[];
  /** Replaces the organization of `accounts`. */
  organization?: Organization;
  /** Whether the step gets `accounts` as its accounts file; default true. */
  withFile?: boolean;
  server?: Omit<SimulatorOptions, 'organization'>;
  inputs?: Record<string, string>;
  /** Acts once, after this number of requests. */
  when?: { requests: number; act: NonNullable<Scenario['onStart']> };
};

/** The results of a scenario; the second CSV reader parses the tables. */
export type Played = ActionRun & {
  simulator: Simulator;
  output: Record<string, string>[];
  accounts: Record<string, string>[];
  findings: Record<string, string>[];
  owners: Record<string, string>[];
  changes: Record<string, string>[];
  credentials: Record<string, string>[];
};

/** Runs the action against a new simulator. Throws if it received anything but allowed GETs. */
export async function play({
  accounts: people = [],
  server,
  withFile = true,
  when,
  ...scenario
}: Play): Promise<Played> {
  const organization = scenario.organization ?? createOrganization(people);
  const simulator = await startSimulator({ organization, ...server });
  try {
    const file = withFile ? { csv: renderCsv(people) } : {};
    const onStart = when ? { onStart: createWatch(simulator, when) } : {};
    const run = await runAction({ ...file, ...onStart, ...scenario, simulator });
    const read = (name: string) => readTable(run, name);
    const [output, findings, changes] = [read('output'), read('findings'), read('changes')];
    const [accounts, owners, credentials] = [read('accounts'), read('owners'), read('credentials')];
    return { ...run, simulator, output, accounts, findings, owners, changes, credentials };
  } finally {
    await simulator.close();
  }
}

/** Polls the number of requests. */
function createWatch(
  { counts }: Simulator,
  { requests, act }: NonNullable<Play['when']>,
): NonNullable<Scenario['onStart']> {
  return (child, places) => {
    const timer = setInterval(() => {
      if (counts.requests < requests) return;
      clearInterval(timer);
      act(child, places);
    }, 5);
    timer.unref();
  };
}

/** Creates accounts with `tokens` tokens each, unless `change` replaces them. */
export function createAccounts(
  count: number,
  tokens = 1,
  change: (index: number) => Partial<SimulatedAccount> = () => ({}),
): SimulatedAccount[] {
  return Array.from({ length: count }, (_, index) => ({
    id: createAccountId(index),
    name: `Person ${index}`,
    email: `person${index}@example.com`,
    status: 'Active',
    tokens: Array.from({ length: tokens }, (_, number) => createSimulatedToken(`${index}-${number}`)),
    ...change(index),
  }));
}

/** Creates the ID of the account with this index. */
export function createAccountId(index: number): string {
  return `712020:0a1b2c3d-0000-4000-8000-${String(index).padStart(12, '0')}`;
}

/** Creates a token that stays active for decades. */
export function createSimulatedToken(id: string, change: SimulatedToken = {}): SimulatedToken {
  return {
    id: `token-${id}`,
    label: `Label ${id}`,
    createdAt: '2026-05-01T10:00:00.125421997Z',
    lastAccess: '2026-11-01T10:00:00.000Z',
    expiry: '2099-05-01T10:00:00.000Z',
    disabledStatus: false,
    ...change,
  };
}

/** Renders an export of managed accounts. */
export function renderCsv(accounts: SimulatedAccount[]): string {
  const rows = accounts.map(({ id, name, email, status }) => [id, name, email, status].join(','));
  return ['Atlassian ID,Name,Email,Status', ...rows, ''].join('\r\n');
}

function readTable({ files }: ActionRun, name: string): Record<string, string>[] {
  return parseTable(files[`${name}.csv`] ?? '');
}
