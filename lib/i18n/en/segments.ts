export const segments = {
  title: 'Segments',
  new: 'New segment',
  edit: 'Edit segment',
  members: 'Members',
  emptyTitle: 'Group the customers that matter together',
  emptyText:
    'A segment is a rule over an entity, such as “contacts in New South Wales”. Each refresh counts its members again, and a flow can start when the count passes a threshold.',
  emptyNoEntity:
    'A rule needs data to look at: add a data source first, and refresh it. A segment that is counted elsewhere needs none.',
  toDataSources: 'Go to data sources',
  kinds: { rule: 'Rule over an entity', external: 'Counted elsewhere' },
  kindHints: {
    rule: 'Highwater counts the rows that the rule holds for at every refresh.',
    external: 'Something else counts the members and reports the number here.',
  },
  memberCount: '{count, plural, one {# member} other {# members}}',
  created: 'Segment {name} has been created.',
  saved: 'Segment {name} has been saved.',
  activated: 'Segment {name} is active.',
  deactivated: 'Segment {name} is inactive: refreshes skip it from now on.',
  deleted: 'Segment {name} has been deleted.',
  deleteTitle: 'Delete {name}?',
  deleteText: 'Its history is deleted with it.',
  deleteDependants:
    '{thresholds, plural, one {# threshold on it is deleted, and the flows that wait for it hear nothing any more.} other {# thresholds on it are deleted, and the flows that wait for them hear nothing any more.}}',
  notFound: 'There is no segment {name} here.',
} as const
