import { dataSourceDropDown, measureDropDown, segmentDropDown } from '#lib/connector/drop-downs.ts'
import { notificationSchema } from '#lib/connector/notification.ts'
import { COMMON_FAILURES, described, environmentParameter, type Json, responses } from '#lib/connector/parts.ts'
import { PARAMETER_TEXTS, TRIGGER_TEXTS } from '#lib/connector/texts.ts'
import { type Parameter, TRIGGERS, type Trigger, triggerNames } from '#lib/triggers/catalogue.ts'

const HOOKS = '/instances/{instanceId}/manage/hooks'

/** Subscribing to each trigger, and unsubscribing from any. */
export const triggerPaths = (): Json => ({
  ...Object.fromEntries(triggerNames.map(name => [`${HOOKS}/${name}`, triggerPath(name)])),
  [`${HOOKS}/{hookId}`]: { delete: unsubscribe },
})

function triggerPath(trigger: Trigger): Json {
  const { summary, description, hint } = TRIGGER_TEXTS[trigger]
  return {
    'x-ms-notification-content': {
      description: 'What the flow receives.',
      schema: notificationSchema(trigger),
    },
    post: {
      operationId: TRIGGERS[trigger].operationId,
      summary,
      description,
      'x-ms-trigger': 'single',
      'x-ms-trigger-hint': hint,
      'x-ms-no-generic-test': true,
      parameters: [
        environmentParameter,
        {
          name: 'body',
          in: 'body',
          required: true,
          description: 'What to listen to, and where to call back.',
          schema: subscribeBody(TRIGGERS[trigger].parameters),
        },
      ],
      responses: responses({ 201: subscribed('Subscribed.'), 200: subscribed('Subscribed already.') }, [
        ...COMMON_FAILURES,
        422,
      ]),
    },
  }
}

const REQUIRED: Parameter[] = ['segmentName', 'measureName']

const subscribeBody = (parameters: readonly Parameter[]): Json => ({
  type: 'object',
  required: ['notificationUrl', ...parameters.filter(name => REQUIRED.includes(name))],
  properties: {
    notificationUrl: {
      type: 'string',
      'x-ms-summary': 'Callback URL',
      description: 'Where the flow is called back; the designer fills it in.',
      'x-ms-notification-url': true,
      'x-ms-visibility': 'internal',
    },
    ...Object.fromEntries(
      parameters.map(name => {
        const { title, description } = PARAMETER_TEXTS[name]
        return [name, described(PARAMETERS[name], title, description)]
      }),
    ),
  },
})

const choice = (names: Record<string, string>): Json => ({
  type: 'string',
  enum: Object.keys(names),
  'x-ms-enum-values': Object.entries(names).map(([value, displayName]) => ({ value, displayName })),
  'x-ms-visibility': 'advanced',
})

const PARAMETERS: Record<Parameter, Json> = {
  dataSourceId: { type: 'string', format: 'uuid', ...dataSourceDropDown },
  onlyOnStateChange: { type: 'boolean', 'x-ms-visibility': 'advanced' },
  segmentName: { type: 'string', ...segmentDropDown },
  measureName: { type: 'string', ...measureDropDown },
  threshold: { type: 'number', format: 'double' },
  submissionKind: choice({ scheduled: 'Scheduled', onDemand: 'On demand', external: 'External' }),
  status: choice({ successful: 'Successful', failed: 'Failed', timedOut: 'Timed out', aborted: 'Canceled' }),
}

const subscribed = (description: string): Json => ({
  description,
  headers: { Location: { type: 'string', description: 'The address to DELETE when the flow no longer listens.' } },
})

const unsubscribe: Json = {
  operationId: 'Unsubscribe',
  summary: 'Unsubscribe from a trigger',
  description: 'This operation ends a subscription; the designer calls it when a flow is turned off or deleted.',
  'x-ms-visibility': 'internal',
  parameters: [
    environmentParameter,
    {
      name: 'hookId',
      in: 'path',
      required: true,
      type: 'string',
      'x-ms-summary': 'Subscription',
      'x-ms-url-encoding': 'single',
      description: 'The last part of the address that subscribing answered in Location.',
    },
  ],
  responses: responses({ 204: { description: 'The subscription has ended, now or before.' } }, [400, 503]),
}
