import { createLargeOrganization } from '../test/simulator/large-organization.ts';
import { type Simulator, startSimulator } from '../test/simulator/simulator.ts';
import type { SimulatorAddress, SimulatorPlan, SimulatorReport } from './simulator.ts';

await serve(JSON.parse(process.argv[2] ?? '') as SimulatorPlan);

/** Tells its parent its address, and, when told to stop, what it saw. Ends with its parent. */
async function serve({ accounts, tokens, latencyMs, limit, scopes }: SimulatorPlan): Promise<void> {
  const watch = createWatch(limit !== undefined);
  const simulator = await startSimulator({
    organization: createLargeOrganization({ accounts, tokens }),
    // Asked once a request, after the limit has judged it.
    latencyMs: () => {
      watch.noteRequest(simulator.counts);
      return latencyMs;
    },
    organizationApi: { ...(scopes ? { scopes } : {}), pages: watch.noteTokenPage },
    recordRequests: false,
    ...(limit ? { limit } : {}),
  });
  const { apiUrl, orgToken, orgId, artifactEnv } = simulator;
  process.on('message', async () => {
    await simulator.close();
    const { requests, refused } = simulator.counts;
    tell({ requests, refused, ...watch.seen });
    process.disconnect();
  });
  process.on('disconnect', () => process.exit());
  tell({ apiUrl, orgToken, orgId, artifactEnv });
}

function tell(message: SimulatorAddress | SimulatorReport): void {
  process.send?.(message);
}

function createWatch(keepTimes: boolean) {
  const seen = { firstAt: 0, lastAt: 0, tokenPages: 0, accepted: [] as number[], refusals: [] as number[] };
  let refused = 0;
  return {
    seen,
    noteRequest(counts: Simulator['counts']): void {
      seen.lastAt = Date.now();
      seen.firstAt ||= seen.lastAt;
      if (keepTimes) seen[counts.refused > refused ? 'refusals' : 'accepted'].push(seen.lastAt);
      refused = counts.refused;
    },
    noteTokenPage(): undefined {
      seen.tokenPages += 1;
    },
  };
}
