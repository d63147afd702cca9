export const segments = {
  title: 'Segments',
  new: 'New segment',
  edit: 'Edit segment',
  members: 'Members',
  emptyTitle: 'Group the customers that matter together',
  emptyText:
    'A segment is a rule over an entity, such as “contacts in New South Wales”. Each refresh counts its members again, and a flow can start when the count passes a threshold.',
  kinds: { rule: 'Rule over an entity', sql: 'SQL', external: 'Counted elsewhere' },
  kindHints: {
    rule: 'Highwater counts the rows that the rule holds for at every refresh.',
    sql: 'A read-only statement of an administrator gives the ids of the members.',
    external: 'Something else counts the members and reports the number here.',
  },
  sqlHint:
    'One SELECT over entities. The different values of its first column that are not empty are the members. It may run for a minute.',
  firstMembers: 'First members',
  firstMembersHint:
    '{count, plural, one {# row} other {# rows}}, as the rule and the data are now; never more than 100.',
  showMembers: 'Show members',
  readingMembers: 'Looking for members…',
  noMembers: 'It has no members now.',
  subtitle: 'Groups of customers. Each refresh counts their members again.',
} as const
