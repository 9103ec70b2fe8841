/** How a job of an example must end when it audits the sample organization; `where` are values of its matrix. */
export type ExpectedJob = {
  where?: Record<string, string>;
  job: 'success' | 'failure';
  result: string;
  outputs?: Record<string, string>;
  /** Name of the artifact, where there is one. */
  artifact?: string;
};

/** The expected jobs of an example, or why it cannot run here. */
export type Expectation = ExpectedJob[] | { skip: string };

/**
 * By file and title of the example. The sample has 300 accounts in its file, 294 of them managed, with 210 active
 * tokens of 259; only the organization-wide list contains three people who joined since.
 */
export const expectations: Record<string, Expectation> = {
  'README.md › From a CSV file': [
    {
      job: 'success',
      result: 'clean',
      outputs: {
        complete: 'true',
        'accounts-total': '300',
        'accounts-checked': '294',
        'tokens-active': '210',
      },
      artifact: 'token-audit',
    },
  ],
  // Two people have more than five active tokens, 65 tokens break the recommended policy; there is no earlier run.
  'README.md › Token audit': [
    {
      job: 'failure',
      result: 'findings',
      outputs: { complete: 'true', 'accounts-total': '297', 'findings-total': '67', 'new-tokens': '' },
      artifact: 'token-audit',
    },
  ],
  // The sample has no other credentials.
  'test/workflows/full.yml › Full token audit': [
    {
      job: 'failure',
      result: 'findings',
      outputs: { complete: 'true', 'accounts-total': '297', 'findings-total': '65', 'new-tokens': '' },
      artifact: 'token-audit',
    },
  ],
  // The second organization does not exist: red, but the first is read.
  'test/workflows/several-organizations.yml › Token audit of several organizations': [
    {
      where: { organization: 'acme' },
      job: 'success',
      result: 'clean',
      outputs: { complete: 'true', 'accounts-total': '297', 'tokens-active': '214' },
      artifact: 'token-audit-acme',
    },
    { where: { organization: 'globex' }, job: 'failure', result: 'error', artifact: 'token-audit-globex' },
  ],
  // Without the github-token of a real run, earlier runs cannot be looked up, and max-new-tokens is not judged.
  'test/workflows/weekly.yml › Weekly token audit': [
    {
      job: 'failure',
      result: 'incomplete',
      outputs: { complete: 'true', 'accounts-total': '300', 'new-tokens': '' },
      artifact: 'token-audit',
    },
  ],
  'test/workflows/limits.yml › Token audit with limits': [
    {
      job: 'failure',
      result: 'findings',
      outputs: { complete: 'true', 'findings-total': '68' },
      artifact: 'token-audit',
    },
  ],
  'test/workflows/issue.yml › Token audit with an issue': {
    skip: "the issue is GitHub's; test/project/recipes.test.ts runs that step's script",
  },
  'test/workflows/slack.yml › Token audit with a message': {
    skip: "the webhook is Slack's; test/project/recipes.test.ts runs that step's script",
  },
};
