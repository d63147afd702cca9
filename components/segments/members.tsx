'use client'

import { Button, Spinner, Text } from '@fluentui/react-components'
import { PeopleListRegular } from '@fluentui/react-icons'
import { useState } from 'react'
import useSWR from 'swr'
import { useTranslations } from 'use-intl/react'
import type { ApiProblem } from '#components/api.ts'
import { RowsTable } from '#components/insights/rows-table.tsx'
import { usePaths } from '#components/insights/use-paths.ts'
import { ProblemBar } from '#components/page/problem-bar.tsx'
import type { Value } from '#lib/insights/port.ts'

/** The first members of a segment, read when somebody asks for them: that evaluates it anew. */
export function Members({ name }: { name: string }) {
  const t = useTranslations('segments')
  const [isAsked, setAsked] = useState(false)
  return isAsked ? (
    <FirstMembers name={name} />
  ) : (
    <div>
      <Button icon={<PeopleListRegular />} onClick={() => setAsked(true)}>
        {t('showMembers')}
      </Button>
    </div>
  )
}

function FirstMembers({ name }: { name: string }) {
  const t = useTranslations('segments')
  const path = `${usePaths().segment(name)}/members`
  const { data, error } = useSWR<{ value: Record<string, Value>[] }, ApiProblem>(path, { revalidateOnFocus: false })
  if (error) return <ProblemBar problem={error} />
  if (!data) return <Spinner size="small" labelPosition="after" label={t('readingMembers')} />
  if (data.value.length === 0) return <Text>{t('noMembers')}</Text>
  return (
    <>
      <Text>{t('firstMembersHint', { count: data.value.length })}</Text>
      <RowsTable
        label={t('firstMembers')}
        columns={Object.keys(data.value[0] ?? {})}
        rows={data.value.map(row => Object.values(row))}
      />
    </>
  )
}
