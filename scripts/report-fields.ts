/** What of a JSON Schema is rendered: docs/report.schema.json uses no more. */
export type Schema = {
  description?: string;
  $ref?: string;
  type?: string | string[];
  const?: unknown;
  enum?: unknown[];
  properties?: Record<string, Schema>;
  items?: Schema;
  anyOf?: Schema[];
  oneOf?: Schema[];
  $defs?: Record<string, Schema>;
};

/**
 * A row for each field, in the schema's order: its path, what it holds, what it means. The fields of a definition are
 * listed where it is used first.
 */
export function listFields(schema: Schema): string[][] {
  const definitions = new Map(Object.entries(schema.$defs ?? {}));
  const told = new Set<string>();
  const resolve = (field: Schema) => definitions.get(computeName(field)) ?? field;

  function listInner(field: Schema, path: string): string[][] {
    const name = computeName(field);
    if (told.has(name)) return [];
    if (name !== '') told.add(name);
    const { properties = {}, items, anyOf = [], oneOf = [] } = resolve(field);
    const own = Object.entries(properties).flatMap(([key, value]) => listField(value, `${path}.${key}`));
    const choices = [...anyOf, ...oneOf].flatMap((choice) => listInner(choice, path));
    return [...own, ...choices, ...(items ? listInner(items, `${path}[]`) : [])];
  }

  function listField(field: Schema, path: string): string[][] {
    const row = [`\`${path.slice(1)}\``, renderType(resolve(field)), field.description ?? ''];
    return [row, ...listInner(field, path)];
  }

  return listInner(schema, '');
}

function computeName({ $ref = '' }: Schema): string {
  return $ref.replace('#/$defs/', '');
}

function renderType({ type, const: value, enum: values, anyOf, oneOf }: Schema): string {
  if (value !== undefined) return `\`${JSON.stringify(value)}\``;
  if (values) return values.map((one) => `\`${JSON.stringify(one)}\``).join(', ');
  return anyOf || oneOf ? 'object or null' : [type ?? []].flat().join(' or ');
}
