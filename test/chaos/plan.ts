import type { SimulatedAccount } from '../simulator/organization.ts';
import { ORG_ID } from '../simulator/organization-scenario.ts';
import type { SimulatorOptions } from '../simulator/simulator.ts';
import { createDice } from './dice.ts';
import { planAccounts } from './plan-accounts.ts';
import { type PlannedFile, planFile } from './plan-file.ts';
import { planInputs } from './plan-inputs.ts';
import { type Outage, planWeather } from './plan-weather.ts';

/** Everything that happens in the run of a seed, decided before it starts. */
export type Plan = {
  seed: number;
  accounts: SimulatedAccount[];
  source: 'accounts' | 'organization';
  /** None where the organization's list is to suffice. */
  file: PlannedFile | undefined;
  inputs: Record<string, string>;
  env: Record<string, string>;
  isPublic: boolean;
  /** In 1,024 bytes; a disk that is full. */
  limitFileBlocks: number | undefined;
  server: Omit<SimulatorOptions, 'organization' | 'port'>;
  /** These requests for accounts, counted from 0, are answered with 503. */
  burst: { from: number; to: number } | undefined;
  outage: Outage | undefined;
  /** By then the process must have ended by itself. */
  boundMs: number;
};

/** How long the process may take beside what it waits for; the machine may be busy. */
const SLACK_MS = 30_000;
/** The artifact client tries a step again for so long. */
const ARTIFACT_MS = 60_000;

/** What a seed stands for. The same seed gives the same plan, byte by byte. */
export function createPlan(seed: number): Plan {
  const dice = createDice(seed, 'plan');
  const source = dice.pick(['accounts', 'accounts', 'organization'] as const);
  const isFull = dice.happens('full disk', 0.02);
  const accounts = planAccounts(seed, isFull ? 250 : undefined);
  const hasFile = source === 'accounts' || dice.happens('bad file', 0.5);
  const file = hasFile ? planFile(seed, accounts, source) : undefined;
  const weather = planWeather(seed, source);
  const inputs: Record<string, string> = {
    ...planInputs(seed),
    ...(source === 'organization' ? { 'org-id': ORG_ID } : {}),
  };
  return {
    ...{ seed, accounts, source, file, ...weather },
    inputs: { ...inputs, ...weather.inputs },
    env: { ACTIONS_ARTIFACT_UPLOAD_TIMEOUT_MS: '2500' },
    isPublic: dice.happens('public', 0.05),
    limitFileBlocks: isFull ? dice.pick([8, 24, 32, 40]) : undefined,
    boundMs: Number(inputs['max-duration-minutes']) * 60_000 + SLACK_MS + ARTIFACT_MS,
  };
}

/** A plan in a few words, for whoever looks at a seed. */
export function describePlan({ accounts, file, server, ...plan }: Plan): string {
  const { organizationApi: _, artifactService, ...weather } = server;
  return JSON.stringify({
    ...{ source: plan.source, accounts: accounts.length, file: file?.shape, inputs: plan.inputs },
    ...{ isPublic: plan.isPublic, limitFileBlocks: plan.limitFileBlocks, burst: plan.burst },
    ...{ outage: plan.outage, artifactService, ...weather },
  });
}
