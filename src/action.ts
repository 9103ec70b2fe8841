// Generated from action.yml and package.json by `npm run generate`; do not edit.

export const version = '1.0.0';

/** The inputs that action.yml declares. */
export type InputName =
  | 'org-token'
  | 'accounts-csv'
  | 'org-id'
  | 'source'
  | 'id-column'
  | 'max-tokens'
  | 'max-tokens-per-account'
  | 'max-age-days'
  | 'max-idle-days'
  | 'max-lifetime-days'
  | 'expires-within-days'
  | 'exceptions-csv'
  | 'warn-only'
  | 'max-new-tokens'
  | 'max-failed-accounts'
  | 'baseline'
  | 'github-token'
  | 'org-token-expires'
  | 'dry-run'
  | 'output-dir'
  | 'upload-artifact'
  | 'artifact-name'
  | 'retention-days'
  | 'redact'
  | 'allow-public'
  | 'concurrency'
  | 'requests-per-second'
  | 'request-timeout-seconds'
  | 'max-retries'
  | 'max-duration-minutes'
  | 'api-url';

/** What an input is when it is not given; '' where action.yml has no default, or one that only the runner knows. */
export const defaults: Record<InputName, string> = {
  'org-token': '',
  'accounts-csv': '',
  'org-id': '',
  source: 'auto',
  'id-column': '',
  'max-tokens': '',
  'max-tokens-per-account': '',
  'max-age-days': '',
  'max-idle-days': '',
  'max-lifetime-days': '',
  'expires-within-days': '',
  'exceptions-csv': '',
  'warn-only': 'false',
  'max-new-tokens': '',
  'max-failed-accounts': '0',
  baseline: '',
  'github-token': '',
  'org-token-expires': '',
  'dry-run': 'false',
  'output-dir': 'token-audit',
  'upload-artifact': 'true',
  'artifact-name': 'token-audit',
  'retention-days': '0',
  redact: 'false',
  'allow-public': 'false',
  concurrency: '32',
  'requests-per-second': '',
  'request-timeout-seconds': '30',
  'max-retries': '5',
  'max-duration-minutes': '330',
  'api-url': 'https://api.atlassian.com',
};

/** The outputs that action.yml declares. */
export const outputNames = [
  'result',
  'complete',
  'accounts-total',
  'accounts-checked',
  'accounts-failed',
  'accounts-not-managed',
  'accounts-with-tokens',
  'tokens-total',
  'tokens-active',
  'findings-total',
  'new-tokens',
  'removed-tokens',
  'output-csv',
  'report-json',
  'report-html',
  'summary-md',
  'artifact-id',
  'artifact-url',
  'artifact-digest',
] as const;
