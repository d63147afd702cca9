import { request } from '#tests/support/api.ts'
import { type Operation, type Schema, takeApart } from '#tests/support/swagger.ts'

/**
 * A flow designer, as far as the service sees one: reads the definition, fills drop-downs by calling what the definition
 * names for them, subscribes with the body that the schema demands, and keeps the Location for later.
 */
export class Designer {
  readonly #key: string
  readonly #definition: ReturnType<typeof takeApart>

  constructor(definition: unknown, key: string) {
    this.#definition = takeApart(definition as Parameters<typeof takeApart>[0])
    this.#key = key
  }

  get triggers(): string[] {
    return this.#definition.triggers.map(([id]) => id)
  }

  /** The fields of an operation that are drop-downs filled by calls, in the order in which a maker meets them. */
  dropDowns(operationId: string): string[] {
    const { operation } = this.#operation(operationId)
    const fields = [
      ...operation.parameters.map(parameter => [parameter.name, parameter as Schema] as const),
      ...Object.entries(this.#body(operationId)?.properties ?? {}),
    ]
    return fields.filter(([, field]) => field['x-ms-dynamic-values']).map(([name]) => name)
  }

  /** The fields of an operation's body that have fixed choices, with them. */
  fixedChoices(operationId: string): Record<string, unknown[]> {
    const members = Object.entries(this.#body(operationId)?.properties ?? {})
    return Object.fromEntries(members.flatMap(([name, { enum: values }]) => (values ? [[name, values]] : [])))
  }

  /** The choices of a drop-down, given what was chosen before it. */
  async choices(operationId: string, field: string, chosen: Record<string, unknown>) {
    const source = this.#field(operationId, field)['x-ms-dynamic-values']
    if (!source) throw new Error(`${operationId} has no drop-down for ${field}`)
    const given = Object.entries(source.parameters).map(([name, { parameter }]) => [name, chosen[parameter]])
    const { status, json } = await this.call(source.operationId, Object.fromEntries(given))
    if (status !== 200) throw new Error(`${source.operationId} answered ${status}`)
    return (json as Record<string, unknown>[]).map(item => ({
      value: item[source['value-path'] ?? ''],
      title: item[source['value-title'] ?? ''],
    }))
  }

  /** The fields of the items that an operation answers, where only the service knows them. */
  async itemFields(operationId: string, chosen: Record<string, unknown>) {
    const answer = this.#operation(operationId).operation.responses['200']?.schema
    const source = answer?.properties?.value?.items?.['x-ms-dynamic-properties']
    if (!source) throw new Error(`${operationId} does not ask for the fields of its items`)
    const given = Object.entries(source.parameters).map(([name, { parameterReference }]) => [
      name,
      chosen[parameterReference],
    ])
    const { json } = await this.call(source.operationId, Object.fromEntries(given))
    return json[source.itemValuePath ?? '']?.properties
  }

  /** Turns a flow on: the engine fills the callback address in where the definition marks it. */
  subscribe(operationId: string, chosen: Record<string, unknown>, callbackUrl: string) {
    const schema = this.#body(operationId)
    const marked = Object.entries(schema?.properties ?? {}).find(([, member]) => member['x-ms-notification-url'])
    if (!marked) throw new Error(`${operationId} marks no callback address`)
    const values = { ...chosen, [marked[0]]: callbackUrl }
    const missing = schema?.required?.filter(name => !(name in values)) ?? []
    if (missing.length > 0) throw new Error(`${operationId} demands ${missing.join(', ')}`)
    return this.call(operationId, values)
  }

  /** Calls an operation with values by name, each put where the definition says. */
  call(operationId: string, values: Record<string, unknown>) {
    const { operation, path, method } = this.#operation(operationId)
    const { schemes, host, basePath } = this.#definition.document
    const filled = path.replace(/\{(\w+)\}/g, (_, name) => encodeURIComponent(String(values[name])))
    const url = new URL(`${schemes[0]}://${host}${basePath}${filled}`)
    for (const { name, in: place } of operation.parameters) {
      if (place === 'query' && values[name] !== undefined) url.searchParams.set(name, String(values[name]))
    }
    const members = Object.keys(this.#body(operationId)?.properties ?? {}).filter(name => name in values)
    return request(method.toUpperCase() as 'GET', url.href, {
      headers: { 'X-API-Key': this.#key },
      ...(method === 'post' && { json: Object.fromEntries(members.map(name => [name, values[name]])) }),
    })
  }

  #operation(operationId: string) {
    const found = this.#definition.byId.get(operationId)
    if (!found) throw new Error(`there is no operation ${operationId}`)
    return found
  }

  #body(operationId: string): Schema | undefined {
    return this.#operation(operationId).operation.parameters.find(parameter => parameter.in === 'body')?.schema
  }

  #field(operationId: string, field: string): Schema {
    const { operation }: { operation: Operation } = this.#operation(operationId)
    const found =
      operation.parameters.find(({ name }) => name === field) ?? this.#body(operationId)?.properties?.[field]
    if (!found) throw new Error(`${operationId} has no ${field}`)
    return found
  }
}
