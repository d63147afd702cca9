'use client'

import { createContext, type ReactNode, useContext, useState } from 'react'
import useSWR from 'swr'
import { useTranslations } from 'use-intl/react'
import { useAccess } from '#components/access.tsx'
import { type ApiProblem, send } from '#components/api.ts'
import { usePaths } from '#components/insights/use-paths.ts'
import { useWrite } from '#components/use-write.ts'
import type { EntityView } from '#lib/insights/entities/read.ts'
import { alignDefinition } from '#lib/insights/unification/align.ts'
import type { Definition } from '#lib/insights/unification/definition.ts'
import type { UnificationView } from '#lib/insights/unification/view.ts'

/** What is being edited on the three tabs: it stays while one goes from tab to tab. */
function useDraftState() {
  const paths = usePaths()
  const { api, can } = useAccess()
  const t = useTranslations('unify')
  const { data, error } = useSWR<UnificationView, ApiProblem>(paths.unification)
  const { data: entities = [] } = useSWR<EntityView[]>(paths.entities)
  const [edited, setEdited] = useState<Definition>()
  const { write, pending, problem, clear } = useWrite('form')
  const saved = data?.definedAt ? data : undefined
  const definition = edited ?? saved

  async function save(andRun: boolean) {
    if (edited) {
      const { ok } = await write(() => send('PUT', paths.unification, edited), { done: t('saved'), changes: paths.all })
      if (!ok) return
      setEdited(undefined)
    }
    if (!andRun) return
    const job = `${api}/workflows/main/jobs?operationType=unification&downstream=true`
    await write(() => send('POST', job), { done: t('started'), changes: paths.all })
  }

  return {
    saved,
    definition,
    entities,
    mayWrite: can('unification.write'),
    isChanged: edited !== undefined,
    pending,
    problem: problem ?? error,
    save,
    /** Replaces the definition; what depends on a changed map or order follows. */
    change: (next: Definition) => setEdited(alignDefinition(next)),
    discard: () => {
      setEdited(undefined)
      clear()
    },
  }
}

const Context = createContext<ReturnType<typeof useDraftState> | undefined>(undefined)

export function UnifyDraft({ children }: { children: ReactNode }) {
  return <Context value={useDraftState()}>{children}</Context>
}

export function useUnify() {
  const draft = useContext(Context)
  if (!draft) throw new Error('useUnify is used outside of the pages of Unify')
  return draft
}
