export const permissions = {
  title: 'Permissions',
} as const
