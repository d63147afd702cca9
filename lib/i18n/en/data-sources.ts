export const dataSources = {
  title: 'Data sources',
} as const
