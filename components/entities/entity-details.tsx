'use client'

import { useFormatter, useTranslations } from 'use-intl/react'
import { FirstRows } from '#components/entities/first-rows.tsx'
import { Fact, Facts } from '#components/insights/facts.tsx'
import { usePaths } from '#components/insights/use-paths.ts'
import { DataTable } from '#components/page/data-table.tsx'
import { Loading } from '#components/page/loading.tsx'
import { Pane } from '#components/page/pane.tsx'
import { PaneSection } from '#components/page/pane-section.tsx'
import { ProblemBar } from '#components/page/problem-bar.tsx'
import { ExactTime } from '#components/page/time.tsx'
import { useDetails } from '#components/page/use-details.ts'
import type { EntityView } from '#lib/insights/entities/read.ts'

type Props = { name: string; listed: EntityView | undefined; onClose: () => void }

export function EntityDetails({ name, listed, onClose }: Props) {
  const { details: entity, error } = useDetails<EntityView>(usePaths().entity(name), listed, onClose)
  return (
    <Pane title={name} onClose={onClose}>
      <ProblemBar problem={error} />
      {!entity && !error && <Loading />}
      {entity && <Shown entity={entity} />}
    </Pane>
  )
}

function Shown({ entity }: { entity: EntityView }) {
  const t = useTranslations('entities')
  const common = useTranslations('common')
  const insights = useTranslations('insights')
  const format = useFormatter()
  return (
    <>
      <Facts>
        <Fact name={t('rows')}>{format.number(entity.rows)}</Fact>
        <Fact name={t('primaryKey')}>{entity.primaryKey}</Fact>
        <Fact name={insights('lastRefreshed')}>
          <ExactTime at={entity.refreshedAt} />
        </Fact>
      </Facts>
      <PaneSection title={t('attributes')}>
        <DataTable
          label={t('attributes')}
          rows={entity.attributes}
          rowKey={attribute => attribute.name}
          columns={[
            { key: 'name', title: common('name'), cell: attribute => attribute.name },
            { key: 'type', title: common('type'), cell: ({ type }) => t(`types.${type}`) },
          ]}
        />
      </PaneSection>
      <PaneSection title={t('firstRows')}>
        <FirstRows entity={entity} />
      </PaneSection>
    </>
  )
}
