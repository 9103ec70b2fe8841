/** How a job of an example ends when it audits the sample organization; `where` are values of its matrix. */
export type ExpectedJob = {
  where?: Record<string, string>;
  job: 'success' | 'failure';
  result: string;
  outputs?: Record<string, string>;
  /** Name of the artifact, where there is one. */
  artifact?: string;
};

/** What an example is expected to do, or why it can't be run here. */
export type Expectation = ExpectedJob[] | { skip: string };

/**
 * By file and title of the example. The sample has 300 accounts in its file, 294 of them managed, with 210 active
 * tokens of 259; three people who joined since are known to the organization-wide list alone.
 */
export const expectations: Record<string, Expectation> = {
  'README.md › Use': [
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
  'README.md › Better for most: the whole organization in a few calls': [
    {
      job: 'success',
      result: 'clean',
      outputs: { complete: 'true', 'accounts-total': '297', 'tokens-active': '214', 'tokens-total': '263' },
      artifact: 'token-audit',
    },
  ],
  // Two people hold more than five active tokens.
  'README.md › Token audit': [
    {
      job: 'failure',
      result: 'findings',
      outputs: { complete: 'true', 'findings-total': '2' },
      artifact: 'token-audit',
    },
  ],
  // No organization of the second ID answers: red, and the first is read all the same.
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
  // There is no earlier run: it is said, and nothing is known of new tokens.
  'test/workflows/weekly.yml › Weekly token audit': [
    {
      job: 'success',
      result: 'clean',
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
