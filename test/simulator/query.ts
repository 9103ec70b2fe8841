/** Returns why this project must not send a query; undefined for an allowed one. */
export function findWrongParameter(query: URLSearchParams, allowed: readonly string[]): string | undefined {
  for (const [name, value] of query) {
    if (!allowed.includes(name)) return `no parameter ${JSON.stringify(name)} may be sent`;
    if (query.getAll(name).length > 1) return `${name} is given twice`;
    if (name === 'cursor' && value === '') return 'an empty cursor';
    if (name === 'pageSize' && !isPageSize(value)) return `pageSize ${value} is not from 1 to 1000`;
  }
  return undefined;
}

function isPageSize(value: string): boolean {
  return /^[1-9]\d{0,3}$/.test(value) && Number(value) <= 1000;
}
