import { environmentDropDown } from '#lib/connector/drop-downs.ts'

/** A JSON object of the definition. */
export type Json = { [member: string]: unknown }

export const environmentParameter: Json = {
  name: 'instanceId',
  in: 'path',
  required: true,
  type: 'string',
  format: 'uuid',
  'x-ms-summary': 'Environment',
  'x-ms-url-encoding': 'single',
  description: 'The environment to work in.',
  ...environmentDropDown,
}

const FAILURES = {
  400: 'The request does not fit; the message says where.',
  401: 'The API key is missing, wrong or revoked.',
  403: 'The role of the API key does not allow it.',
  404: 'There is no such object in the environment.',
  422: 'The request is understood, but cannot be taken as it is; the message says why.',
  429: 'Too many calls; try again after the number of seconds in Retry-After.',
  503: 'The service is starting or stopping; try again.',
}

type Failure = keyof typeof FAILURES
export const COMMON_FAILURES: Failure[] = [400, 401, 403, 404, 429, 503]

/** What an operation answers: its success, and the failures by description only, as designers want it. */
export const responses = (success: Json, failures = COMMON_FAILURES): Json => ({
  ...success,
  ...Object.fromEntries(failures.map(status => [status, { description: FAILURES[status] }])),
})

/** A property or parameter with its title and description. */
export const described = (type: Json, title: string, description: string): Json => ({
  ...type,
  'x-ms-summary': title,
  description,
})
