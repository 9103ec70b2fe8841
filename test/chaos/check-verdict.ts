import { computeAllowed, recount } from './check-counts.ts';
import { type Evidence, isArrivalDoubtful, isDiskFull } from './evidence.ts';
import { readSentOrganization } from './sent-lists.ts';

/** Each outranks those before it. */
const RANKS = ['clean', 'findings', 'incomplete', 'error'];

/** Checks that result and exit code follow from statuses, tolerance, findings, lists and artifact. */
export function checkVerdict(evidence: Evidence): string[] {
  const { run, plan } = evidence;
  const { result = '', complete } = run.outputs;
  const deserved = computeResult(evidence);
  const rank = (name: string) => RANKS.indexOf(name);
  // An answer that was sent but never arrived makes the record look better than the run was.
  const isWrong = rank(result) < rank(deserved) || (result !== deserved && !isListDoubtful(evidence));
  const red = result !== 'clean' && !(result === 'findings' && plan.inputs['warn-only'] === 'true');
  const isIncomplete = findGaps(evidence).length > 0 || recount(evidence).unread > 0 || isDiskFull(evidence);
  const gaps = [...findErrors(evidence), ...findGaps(evidence)].join(', ');
  return [
    ...(isWrong ? [`result is ${result}, deserved ${deserved} (${gaps})`] : []),
    ...(run.exitCode === (red ? 1 : 0) ? [] : [`exit code ${run.exitCode} with ${result}`]),
    ...(complete === 'true' && isIncomplete ? [`complete, though: ${gaps || 'accounts are unread'}`] : []),
    ...checkReport(evidence),
    ...(complete === 'false' && result === 'clean' && !isIncomplete
      ? ['clean and whole, but not complete']
      : []),
  ];
}

/** Checks that report.json has the same result, except that it cannot contain a failed upload. */
function checkReport(evidence: Evidence): string[] {
  const { plan, run } = evidence;
  const text = run.files['report.json'];
  if (text === undefined || plan.limitFileBlocks !== undefined) return [];
  const { verdict } = JSON.parse(text) as { verdict: { result: string } };
  const isSame = verdict.result === run.outputs.result;
  const isJustified =
    isUploadMissing(evidence) && verdict.result === computeResult(evidence, findAuditErrors);
  return isSame || isJustified ? [] : [`report.json says ${verdict.result}`];
}

function isListDoubtful(evidence: Evidence): boolean {
  return evidence.plan.source === 'organization' && isArrivalDoubtful(evidence);
}

function computeResult(evidence: Evidence, find = findErrors): string {
  if (find(evidence).length > 0) return 'error';
  if (findGaps(evidence).length > 0) return 'incomplete';
  return recount(evidence).findings.length > 0 ? 'findings' : 'clean';
}

function findErrors(evidence: Evidence): string[] {
  return [...findAuditErrors(evidence), ...(isUploadMissing(evidence) ? ['no artifact'] : [])];
}

function isUploadMissing({ plan, run }: Evidence): boolean {
  const isDue = plan.inputs['upload-artifact'] === 'true' && !plan.isPublic;
  return isDue && run.outputs['artifact-id'] === '';
}

function findAuditErrors(evidence: Evidence): string[] {
  const { plan, accounts, output } = evidence;
  const { checked, unlisted } = recount(evidence);
  const isPartly = plan.source === 'organization' && findListGaps(evidence).length > 0 && output.length > 0;
  const isNoAccountRead = accounts.length > 0 && checked + unlisted === 0 && !isPartly;
  return [
    ...(plan.file?.isBad ? ['a bad file'] : []),
    ...(isDiskFull(evidence) ? ['a full disk'] : []),
    ...(isKeyRefused(evidence) ? ['a refused key'] : []),
    ...(isListMissing(evidence) ? ['nothing of the list of tokens was sent'] : []),
    ...(isNoAccountRead ? ['no account was read'] : []),
  ];
}

/** Whether an audit request got a 401, or an indispensable one a 403. */
function isKeyRefused({ plan, exchanges }: Evidence): boolean {
  const isList = plan.source === 'organization';
  const asked = exchanges.filter(
    ({ path, whole }) => whole && path.startsWith(isList ? '/admin/' : '/users/'),
  );
  return asked.some(({ path, status, body }) => {
    if (status !== 403) return status === 401;
    return isList ? path.endsWith('/api-tokens') : body.includes('insufficientScope');
  });
}

/** Whether no page of the list was sent although there was time to ask for it. */
function isListMissing({ plan, run, exchanges }: Evidence): boolean {
  if (plan.source === 'accounts' || run.log.includes('max-duration-minutes')) return false;
  return !readSentOrganization({ exchanges }).list.hasFirst;
}

function findGaps(evidence: Evidence): string[] {
  const { total, unread, notManaged, checked } = recount(evidence);
  const allowed = computeAllowed(evidence.plan.inputs['max-failed-accounts'], total);
  return [
    ...(unread > allowed ? [`${unread} unread, ${allowed} allowed`] : []),
    ...(notManaged > checked ? ['more not managed than checked'] : []),
    ...(evidence.plan.source === 'organization' ? findListGaps(evidence) : []),
  ];
}

function findListGaps(evidence: Evidence): string[] {
  const { list, accountList, isForbidden, unsound, tokens, counts } = readSentOrganization(evidence);
  const listed = tokens.length;
  return [
    ...(list.isWhole ? [] : ['the list of tokens was not sent to its end']),
    ...(accountList.isWhole || isForbidden ? [] : ['the managed accounts were not sent to their end']),
    ...(unsound > 0 ? [`${unsound} listed items that are no whole tokens`] : []),
    ...(counts.length > 0 && listed < Math.min(...counts) ? [`${listed} listed, ${counts} counted`] : []),
  ];
}
