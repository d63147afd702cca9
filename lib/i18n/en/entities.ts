export const entities = {
  title: 'Entities',
  subtitle: 'The tables of customer data: what data sources filled, and what unification made of it.',
  rows: 'Rows',
  attributes: 'Attributes',
  primaryKey: 'Primary key',
  firstRows: 'First rows',
  noRows: 'It has no rows.',
  emptyTitle: 'No entity yet',
  emptyText: 'A data source fills its entity when it is refreshed for the first time.',
  types: {
    text: 'Text',
    integer: 'Whole number',
    decimal: 'Decimal number',
    boolean: 'Yes or no',
    date: 'Date',
    timestamp: 'Date and time',
  },
} as const
