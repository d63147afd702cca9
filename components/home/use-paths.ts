'use client'

import { useMemo } from 'react'
import { useAccess } from '#components/access.tsx'
import { homePathsOf } from '#components/home/paths.ts'

export function usePaths() {
  const { api } = useAccess()
  return useMemo(() => homePathsOf(api), [api])
}
