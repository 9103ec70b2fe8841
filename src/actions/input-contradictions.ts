import type { InputName } from '../action.ts';
import { isEnterpriseServer, type RunContext } from './context.ts';
import { FIND_ORG_ID } from './input-fields.ts';

const EXPORT =
  'Export the accounts at admin.atlassian.com → Directory → Managed accounts → Export accounts, and give the path of the CSV';

/** Yields a sentence for each pair of inputs that contradict each other, or that ask for something impossible here. */
export function* findContradictions(read: (name: InputName) => string, context: RunContext) {
  const hasFile = read('accounts-csv') !== '';
  const hasOrganization = read('org-id') !== '';
  if (!hasFile && !hasOrganization)
    yield `accounts-csv: not given, and org-id neither: one of them is needed. ${FIND_ORG_ID}. Or: ${EXPORT}.`;
  if (read('source') === 'accounts' && !hasFile && hasOrganization)
    yield `accounts-csv: not given, and "source: accounts" needs it. ${EXPORT}.`;
  if (read('source') === 'organization' && hasFile && !hasOrganization)
    yield `org-id: not given, and "source: organization" needs it. ${FIND_ORG_ID}.`;
  if (read('id-column') !== '' && !hasFile)
    yield 'id-column: given without accounts-csv, whose column it would name: give both or neither';
  if (read('include') !== '' && !hasOrganization)
    yield `include: given without org-id: other credentials can be read from the whole organization only. ${FIND_ORG_ID}.`;
  const neverJudged = findReasonNeverJudged(read, context);
  if (/^\d+$/.test(read('max-new-tokens')) && neverJudged)
    yield `max-new-tokens: could never be judged: ${neverJudged}, or leave max-new-tokens out`;
}

/** Returns why no run like this one can have a baseline, and what to do about it. */
function findReasonNeverJudged(read: (name: InputName) => string, context: RunContext): string | undefined {
  if (read('baseline') === '')
    return 'there is no baseline to compare with. Give "baseline: auto" or a folder';
  if (read('baseline') !== 'auto') return undefined;
  const orFolder = 'Give baseline the folder of an earlier run';
  if (!context.onGitHub) return `"baseline: auto" finds earlier runs on GitHub only. ${orFolder}`;
  if (URL.canParse(context.serverUrl) && isEnterpriseServer(context))
    return `"baseline: auto" does not work on GitHub Enterprise Server. ${orFolder}`;
  if (context.branch === '')
    return 'a run for a pull request or a tag has no earlier run. Run the workflow on a branch';
  if (/^false$/i.test(read('upload-artifact')))
    return 'with "upload-artifact: false" no run leaves files to compare with. Upload them';
  if (context.isPublic && !/^true$/i.test(read('allow-public')))
    return 'in a public repository without allow-public no run leaves files to compare with. Run it in a private repository';
  return undefined;
}
