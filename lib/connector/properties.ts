import type { Json } from '#lib/connector/parts.ts'

/** What a connection asks for (an API key), and the policy that leads the next page through the connector's gateway. */
export const properties = (): Json => ({
  properties: {
    iconBrandColor: '#0b6a6e',
    capabilities: [],
    connectionParameters: {
      api_key: {
        type: 'securestring',
        uiDefinition: {
          displayName: 'API Key',
          description: 'A key of the environment; its administrator makes it.',
          tooltip: 'Paste the API key that an administrator of the environment gave you',
          constraints: { tabIndex: 2, clearText: false, required: 'true' },
        },
      },
    },
    policyTemplateInstances: [
      {
        templateId: 'updatenextlink',
        title: 'Lead the next page through the gateway',
        parameters: {
          'x-ms-apimTemplateParameter.nextLinkPropertyName': '@odata.nextLink',
          'x-ms-apimTemplate-operationName': ['GetItems'],
        },
      },
    ],
  },
})
