import type { SimulatedAccount } from '../simulator/organization.ts';
import { ORG_ID } from '../simulator/organization-scenario.ts';
import type { SimulatorOptions } from '../simulator/simulator.ts';
import { createDice } from './dice.ts';
import { planAccounts } from './plan-accounts.ts';
import { type PlannedFile, planFile } from './plan-file.ts';
import { type Outage, planWeather } from './plan-weather.ts';

/** Everything that happens in the run of a seed, decided before it starts. */
export type Plan = {
  seed: number;
  accounts: SimulatedAccount[];
  source: 'accounts' | 'organization';
  /** Absent in some organization-wide runs. */
  file: PlannedFile | undefined;
  inputs: Record<string, string>;
  env: Record<string, string>;
  isPublic: boolean;
  /** The largest file that can be written, in units of 1,024 bytes: a full disk. */
  limitFileBlocks: number | undefined;
  server: Omit<SimulatorOptions, 'organization' | 'port'>;
  /** Requests for accounts, counted from 0, that get a 503. */
  burst: { from: number; to: number } | undefined;
  outage: Outage | undefined;
  /** The process must end by itself within this time. */
  boundMs: number;
};

/** For a busy machine. */
const SLACK_MS = 30_000;
/** The artifact client retries a step for up to this time. */
const ARTIFACT_MS = 60_000;

/** Creates the plan of a seed. The same seed gives the same plan, byte by byte. */
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

/** Plans the inputs beside key, file and organization. */
function planInputs(seed: number): Record<string, string> {
  const dice = createDice(seed, 'inputs');
  const isShort = dice.happens('short time', 0.03);
  return {
    concurrency: dice.pick(['1', '2', '8', '32', '64']),
    'max-retries': dice.pick(['0', '1', '2', '3', '4']),
    'request-timeout-seconds': dice.pick(['1', '2', '5']),
    'max-duration-minutes': isShort ? '0.03' : dice.pick(['0.3', '0.5']),
    'max-failed-accounts': dice.pick(['0', '0', '1', '5', '10%', '33.3%', '100%']),
    'warn-only': dice.pick(['true', 'false']),
    'upload-artifact': dice.happens('artifact', 0.7) ? 'true' : 'false',
    ...(dice.chance(0.3) ? { 'max-tokens': String(dice.pick([0, 1, 10, 50, 1000])) } : {}),
    ...(dice.chance(0.3) ? { 'max-tokens-per-account': String(dice.pick([0, 1, 3, 8])) } : {}),
    ...(dice.chance(0.1) ? { 'requests-per-second': dice.pick(['20', '100']) } : {}),
  };
}

/** Renders a plan in one line. */
export function describePlan({ accounts, file, server, ...plan }: Plan): string {
  const { organizationApi: _, artifactService, ...weather } = server;
  return JSON.stringify({
    ...{ source: plan.source, accounts: accounts.length, file: file?.shape, inputs: plan.inputs },
    ...{ isPublic: plan.isPublic, limitFileBlocks: plan.limitFileBlocks, burst: plan.burst },
    ...{ outage: plan.outage, artifactService, ...weather },
  });
}
