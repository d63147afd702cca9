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
  subtitle: 'Groups of customers. Each refresh counts their members again.',
} as const
