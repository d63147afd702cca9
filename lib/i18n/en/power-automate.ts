export const powerAutomate = {
  title: 'Power Automate',
} as const
