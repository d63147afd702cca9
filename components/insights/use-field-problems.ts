'use client'

import { useState } from 'react'
import { useTranslations } from 'use-intl/react'
import type { ApiProblem } from '#components/api.ts'

/**
 * Messages for the fields of a form, by member: what the service refused, and what was empty when it was last sent.
 * `taken` is the member that a name was refused for. `check` remembers the empty members and says whether there are none.
 */
export function useFieldProblems(problem: ApiProblem | undefined, taken = 'name') {
  const t = useTranslations('common')
  const insights = useTranslations('insights')
  const [empty, setEmpty] = useState<string[]>([])
  const fields: Record<string, string> = {
    ...(problem?.code === 'NameTaken' && { [taken]: insights('nameTaken') }),
    ...problem?.fields,
    ...Object.fromEntries(empty.map(member => [member, t('required')])),
  }
  const check = (missing: string[]) => {
    setEmpty(missing)
    return missing.length === 0
  }
  return { fields, check }
}
