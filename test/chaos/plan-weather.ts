import { type Answer, gatewayError } from '../simulator/answers.ts';
import type { ArtifactScenario } from '../simulator/artifact-scenarios.ts';
import { type FaultKind, type Faults, QUICK_FAULTS } from '../simulator/faults.ts';
import type { Limit, LimitHeaders } from '../simulator/limits.ts';
import { invalidPageCursor } from '../simulator/organization-answers.ts';
import type { OddPage, OrganizationScenario } from '../simulator/organization-scenario.ts';
import { createDice, type Dice } from './dice.ts';
import type { Plan } from './plan.ts';

/** The server refuses connections for `downMs` after this number of requests; 0: from the start. */
export type Outage = { afterRequests: number; downMs: number };

const KINDS: (FaultKind | Answer)[] = [
  ...QUICK_FAULTS,
  'reset-after-headers',
  'wrong-type',
  'stall-headers',
  'stall-body',
  'drip',
  { kind: 'drip', everyMs: 1 },
  { kind: 'cut-body', body: '[{"id":"' },
  { kind: 'text', status: 200, body: '' },
  { kind: 'text', status: 200, body: '{"key":"unexpected"}' },
  { kind: 'text', status: 408, body: '' },
];

const ARTIFACT_FAULTS: ArtifactScenario[] = [
  ...(['taken', 'quota', 'create-not-ok', 'create-answer-lost', 'reset-create-once'] as const),
  ...(['create-5xx-once', 'finalize-5xx-once', 'blob-5xx-always', 'finalize-reset'] as const),
  ...(['blob-fails', 'commit-fails', 'finalize-fails', 'blob-reset-once'] as const),
  { step: 'create', answer: { kind: 'cut-body' } },
  { step: 'block', answer: { kind: 'stall-headers' } },
  { step: 'commit', answer: { kind: 'reset-before' } },
  { step: 'finalize', answer: { kind: 'cut-body' } },
  { step: 'finalize', answer: { kind: 'stall-body' } },
];

/** Plans how server and network behave. */
export function planWeather(
  seed: number,
  source: Plan['source'],
): Pick<Plan, 'server' | 'burst' | 'outage'> & { inputs: Record<string, string> } {
  const dice = createDice(seed, 'weather');
  const from = dice.whole(0, 30);
  const limit = dice.happens('limit', 0.1) ? planLimit(dice) : undefined;
  const faults = dice.happens('oversized', 0.6) ? planFaults(dice, seed) : undefined;
  return {
    burst: dice.happens('burst', 0.1) ? { from, to: from + dice.whole(1, 40) } : undefined,
    outage: dice.happens('outage', 0.05)
      ? { afterRequests: dice.pick([0, 1, 5, 20]), downMs: dice.whole(300, 2500) }
      : undefined,
    inputs: dice.happens('dns', 0.01) ? { 'api-url': 'https://host.invalid' } : {},
    server: {
      latencyMs: dice.pick([0, 0, 5, 30]),
      keyScenario: dice.happens('key', 0.01)
        ? dice.pick(['unauthorized', 'plain-forbidden', 'scoped'])
        : 'ok',
      artifactService: dice.happens('artifact', 0.05) ? dice.pick(ARTIFACT_FAULTS) : 'ok',
      ...(limit && { limit }),
      ...(faults && { faults }),
      ...(source === 'organization' && { organizationApi: planOrganizationApi(dice) }),
    },
  };
}

function planFaults(dice: Dice, seed: number): Faults {
  const kinds = dice.happens('oversized', 0.02) ? (['oversized'] as const) : dice.some(KINDS);
  return { seed, kinds, share: dice.pick([0.05, 0.2, 0.5]), perAccount: dice.whole(1, 3) };
}

function planLimit(dice: Dice): Limit {
  const headers: LimitHeaders = {
    ...(dice.chance(0.5) && { retryAfter: dice.pick(['seconds', 'date'] as const) }),
    ...(dice.chance(0.5) && { reset: dice.pick(['iso-seconds', 'iso-minute', 'iso-past'] as const) }),
    remaining: dice.chance(0.5),
  };
  if (dice.chance(0.5))
    return { kind: 'token-bucket', perSecond: dice.whole(20, 100), burst: dice.whole(5, 20), headers };
  return { kind: 'fixed-window', limit: dice.whole(10, 40), windowMs: dice.whole(500, 2000), headers };
}

function planOrganizationApi(dice: Dice): OrganizationScenario {
  const scopes = ['read:tokens:admin', 'read:accounts:admin'];
  const key = dice.pick(['without scopes', scopes, scopes.slice(0, 1)] as const);
  const count = dice.chance(0.3) ? dice.pick(['forbidden', 'missing', 0, 10_000] as const) : undefined;
  return {
    next: dice.pick(['cursor', 'url']),
    end: dice.pick(['absent', 'null', 'empty', 'no-links']),
    shape: dice.pick(['full', 'sparse']),
    pageSizeLimit: dice.pick([3, 7, 20, 1000]),
    ...(key !== 'without scopes' && { scopes: key }),
    ...(count !== undefined && { count }),
    ...(dice.chance(0.15) && { refusePageSize: dice.pick([400, 500] as const) }),
    ...(dice.chance(0.15) && { users: 'forbidden' as const }),
    ...(dice.chance(0.3) && { pages: planOddPages(dice) }),
    ...(dice.chance(0.15) && { userPages: planOddPages(dice) }),
  };
}

/** Plans some pages that fail for a while or for ever, or a cursor that expires. */
function planOddPages(dice: Dice): OddPage {
  const from = dice.whole(0, 4);
  const to = dice.pick([from + 1, from + 2, from + 3, Number.POSITIVE_INFINITY]);
  const answer = dice.pick<Answer>([
    gatewayError(503),
    invalidPageCursor(),
    { kind: 'reset-before' },
    { kind: 'cut-body' },
    { kind: 'json', status: 200, body: {} },
  ]);
  return (asked) => (asked >= from && asked < to ? answer : undefined);
}
