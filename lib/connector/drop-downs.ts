type Source = {
  /** The operation that lists the choices as an array. */
  operationId: string
  /** Members of a listed object: what is sent, and what is shown. */
  value: string
  title: string
}

/**
 * A drop-down in both forms that designers read. Lists below an environment take the one that is chosen in the
 * operation's parameter `instanceId`.
 */
function dropDown({ operationId, value, title }: Source, parameters: string[] = []) {
  const references = (member: string) => Object.fromEntries(parameters.map(name => [name, { [member]: name }]))
  return {
    'x-ms-dynamic-values': {
      operationId,
      parameters: references('parameter'),
      'value-path': value,
      'value-title': title,
    },
    'x-ms-dynamic-list': {
      operationId,
      parameters: references('parameterReference'),
      itemValuePath: value,
      itemTitlePath: title,
    },
  }
}

export const environmentDropDown = dropDown({ operationId: 'ListEnvironments', value: 'instanceId', title: 'name' })

const ofEnvironment = (source: Source) => dropDown(source, ['instanceId'])
export const entityDropDown = ofEnvironment({ operationId: 'GetEntities', value: 'name', title: 'name' })
export const dataSourceDropDown = ofEnvironment({
  operationId: 'ListDataSources',
  value: 'dataSourceId',
  title: 'friendlyName',
})
export const segmentDropDown = ofEnvironment({ operationId: 'ListSegments', value: 'name', title: 'friendlyName' })
export const measureDropDown = ofEnvironment({ operationId: 'ListMeasures', value: 'name', title: 'displayName' })
