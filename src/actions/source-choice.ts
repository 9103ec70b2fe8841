import type { SourceChoice } from '../audit/target.ts';
import { expected } from './input-fields.ts';

/** The inputs that decide, as they were given; empty is not given. */
type SourceInputs = { source: string; orgId: string; accountsCsv: string; idColumn: string };

const EXPORT =
  'Export the accounts from admin.atlassian.com → Directory → Managed accounts → Export accounts, and give the path of the CSV file';
const FIND_ORG_ID =
  'It stands in the address of admin.atlassian.com: admin.atlassian.com/o/<org-id>/overview';

/** Chooses by what is given. Throws at a value that is none, and where inputs contradict each other, by name. */
export function chooseSource({ source, orgId, accountsCsv, idColumn }: SourceInputs): SourceChoice {
  if (!['auto', 'accounts', 'organization'].includes(source))
    throw expected('source', 'auto, accounts or organization', source);
  if (orgId !== '' && !/^[a-zA-Z0-9-]{1,128}$/.test(orgId))
    throw expected('org-id', 'letters, digits and dashes', orgId, FIND_ORG_ID);
  if (orgId === '' && accountsCsv === '')
    throw new Error(
      `accounts-csv: not given, and org-id neither: one of them is needed. ${EXPORT}; or give org-id. ${FIND_ORG_ID}.`,
    );
  if (source === 'accounts' && accountsCsv === '')
    throw new Error(`accounts-csv: not given, and "source: accounts" needs it. ${EXPORT}.`);
  if (source === 'organization' && orgId === '')
    throw new Error(`org-id: not given, and "source: organization" needs it. ${FIND_ORG_ID}.`);
  if (idColumn !== '' && accountsCsv === '')
    throw new Error(
      'id-column: given without accounts-csv, whose column it would name: give both or neither',
    );
  if (orgId !== '' && source !== 'accounts')
    return { kind: 'organization', orgId, accountsCsv: accountsCsv || undefined };
  return { kind: 'accounts', accountsCsv };
}
