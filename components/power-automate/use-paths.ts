'use client'

import { useMemo } from 'react'
import { useAccess } from '#components/access.tsx'
import { pathsOf } from '#components/power-automate/paths.ts'

export function usePaths() {
  const { api } = useAccess()
  return useMemo(() => pathsOf(api), [api])
}
