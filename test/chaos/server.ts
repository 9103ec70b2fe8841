import { setTimeout as sleep } from 'node:timers/promises';
import { gatewayError } from '../simulator/answers.ts';
import type { UploadedArtifact } from '../simulator/artifact-store.ts';
import { createOrganization, type Organization } from '../simulator/organization.ts';
import { type Simulator, startSimulator } from '../simulator/simulator.ts';
import type { Plan } from './plan.ts';
import { type Exchange, recordExchanges } from './recorder.ts';

/** The record of all servers of a run, one after the other on the same port. */
export type Witness = { exchanges: Exchange[]; artifacts: UploadedArtifact[]; violations: string[] };

export type ChaosServer = { simulator: Simulator; close(): Promise<Witness> };

/** Starts the simulator of a plan, which may stop for a while and come back. */
export async function startServer(plan: Plan): Promise<ChaosServer> {
  const { outage } = plan;
  const options = {
    ...plan.server,
    organization: withBurst(createOrganization(plan.accounts), plan.burst),
    tolerateViolations: true,
  };
  const first = await startSimulator(options);
  const lives = [first];
  let change: Promise<void> | undefined;

  async function goAway({ downMs }: { downMs: number }): Promise<void> {
    await first.close();
    await sleep(downMs);
    lives.push(await startSimulator({ ...options, port: Number(new URL(first.apiUrl).port) }));
  }

  const recorder = recordExchanges(new URL(first.apiUrl).host, (count) => {
    if (outage && count === outage.afterRequests) change = goAway(outage);
  });
  if (outage?.afterRequests === 0) change = goAway(outage);
  async function close(): Promise<Witness> {
    await change;
    await lives.at(-1)?.close();
    recorder.stop();
    return {
      exchanges: recorder.exchanges,
      artifacts: lives.flatMap(({ artifacts }) => artifacts),
      violations: lives.flatMap(({ violations }) => violations),
    };
  }
  return { simulator: first, close };
}

function withBurst(organization: Organization, burst: Plan['burst']): Organization {
  if (!burst) return organization;
  let asked = 0;
  const always = gatewayError(503);
  return {
    ...organization,
    accountOf(id) {
      const number = asked++;
      const isOut = number >= burst.from && number < burst.to;
      return isOut ? { id, tokens: [], always } : organization.accountOf(id);
    },
  };
}
