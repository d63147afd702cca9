import type { NewDataSource } from '#lib/insights/data-sources/schema.ts'
import type { NewMeasure } from '#lib/insights/measures/schema.ts'
import type { Attribute } from '#lib/insights/port.ts'
import type { NewSegment } from '#lib/insights/segments/schema.ts'
import { proposeDefinition } from '#lib/insights/unification/propose.ts'

type FileSource = Pick<Extract<NewDataSource, { kind: 'file' }>, 'kind' | 'name' | 'entityName' | 'primaryKey'> & {
  friendlyName: string
  path: string
}
type RuleSegment = Extract<NewSegment, { kind: 'rule' }> & { friendlyName: string }
type BusinessMeasure = Extract<NewMeasure, { kind: 'business' }> & { displayName: string }

const source = (name: string, friendlyName: string, entityName: string, path: string): FileSource => ({
  kind: 'file',
  name,
  friendlyName,
  entityName,
  path,
  primaryKey: 'rec_id',
})

const segment = (
  name: string,
  friendlyName: string,
  entityName: string,
  rule: RuleSegment['rule'],
): RuleSegment => ({ kind: 'rule', name, friendlyName, entityName, rule })

const measure = (
  name: string,
  displayName: string,
  definition: Pick<BusinessMeasure['definition'], 'entityName' | 'aggregate' | 'filter'>,
): BusinessMeasure => ({
  kind: 'business',
  name,
  displayName,
  definition: { ...definition, isScalar: true, dimensions: [] },
})

/** Two real files about the same 5,000 people; their dates of birth are written as numbers, 19391231. */
export const SAMPLE_SOURCES = [
  source('crm', 'CRM contacts', 'Contact', 'crm-contacts.csv'),
  source('loyalty', 'Loyalty members', 'LoyaltyMember', 'loyalty-members.csv'),
]

const ATTRIBUTES = [
  'rec_id',
  'given_name',
  'surname',
  'street_number',
  'address_1',
  'address_2',
  'suburb',
  'postcode',
  'state',
  'date_of_birth',
  'soc_sec_id',
].map((name): Attribute => ({ name, type: 'text' }))

/** What is proposed for the two files. */
export const SAMPLE_UNIFICATION = proposeDefinition(
  SAMPLE_SOURCES.map(({ entityName }) => ({ name: entityName, primaryKey: 'rec_id', attributes: ATTRIBUTES })),
)

export const SAMPLE_SEGMENTS = [
  segment('NswContacts', 'Contacts in NSW', 'Contact', {
    all: [{ attribute: 'state', operator: 'eq', value: 'nsw' }],
  }),
  segment('OlderContacts', 'Contacts born before 1940', 'Contact', {
    all: [{ attribute: 'date_of_birth', operator: 'lt', value: 19400101 }],
  }),
  segment('ContactsWithoutStreetNumber', 'Contacts without a street number', 'Contact', {
    all: [{ attribute: 'street_number', operator: 'isNull' }],
  }),
  segment('VicMembers', 'Members in Victoria', 'LoyaltyMember', {
    all: [{ attribute: 'state', operator: 'eq', value: 'vic' }],
  }),
  segment('YoungerMembers', 'Members born since 1980', 'LoyaltyMember', {
    all: [{ attribute: 'date_of_birth', operator: 'ge', value: 19800101 }],
  }),
  segment('MembersWithoutName', 'Members with an incomplete name', 'LoyaltyMember', {
    any: [
      { attribute: 'given_name', operator: 'isNull' },
      { attribute: 'surname', operator: 'isNull' },
    ],
  }),
  segment('LoyalCustomers', 'Customers who are loyalty members', 'Customer', {
    all: [
      { attribute: 'Contact_rec_id', operator: 'isNotNull' },
      { attribute: 'LoyaltyMember_rec_id', operator: 'isNotNull' },
    ],
  }),
]

export const SAMPLE_MEASURES = [
  measure('ContactCount', 'Number of contacts', { entityName: 'Contact', aggregate: { operation: 'count' } }),
  measure('MemberCount', 'Number of loyalty members', {
    entityName: 'LoyaltyMember',
    aggregate: { operation: 'count' },
  }),
  measure('CustomerCount', 'Number of customers', { entityName: 'Customer', aggregate: { operation: 'count' } }),
  measure('ContactSuburbs', 'Suburbs with contacts', {
    entityName: 'Contact',
    aggregate: { operation: 'countDistinct', attribute: 'suburb' },
  }),
  measure('MembersWithoutBirthDate', 'Members without a date of birth', {
    entityName: 'LoyaltyMember',
    aggregate: { operation: 'count' },
    filter: { all: [{ attribute: 'date_of_birth', operator: 'isNull' }] },
  }),
]
