export const destinations = {
  title: 'Export destinations',
} as const
