'use client'

import { Link } from '@fluentui/react-components'
import { DeleteRegular, EditRegular } from '@fluentui/react-icons'
import dynamic from 'next/dynamic'
import { useState } from 'react'
import { useTranslations } from 'use-intl/react'
import { DataTable } from '#components/page/data-table.tsx'
import { RowMenu } from '#components/page/row-menu.tsx'
import { Section } from '#components/unify/section.tsx'
import { useUnify } from '#components/unify/unify-draft.tsx'
import type { MergedAttribute } from '#lib/insights/unification/definition.ts'

const MergePane = dynamic(() => import('#components/unify/merge-pane.tsx').then(m => m.MergePane))

/** The attributes of the customer, and where each takes its value from. */
export function MergeView() {
  const t = useTranslations('unify')
  const common = useTranslations('common')
  const { definition, change, mayWrite } = useUnify()
  const [edited, setEdited] = useState<number>()
  if (!definition) return null
  const { map, merge } = definition
  const rows = merge.map((attribute, index) => ({ attribute, index }))
  const open = edited === undefined ? undefined : merge[edited]
  return (
    <Section title={t('customerAttributes')}>
      <DataTable<{ attribute: MergedAttribute; index: number }>
        label={t('customerAttributes')}
        rows={rows}
        rowKey={({ index }) => String(index)}
        columns={[
          {
            key: 'name',
            title: t('attribute'),
            cell: ({ attribute, index }) =>
              mayWrite ? (
                <Link as="button" onClick={() => setEdited(index)}>
                  {attribute.name}
                </Link>
              ) : (
                attribute.name
              ),
          },
          {
            key: 'from',
            title: t('takenFrom'),
            cell: ({ attribute }) =>
              attribute.from.map(({ entityName, attribute: name }) => `${entityName}.${name}`).join(' → '),
          },
          {
            key: 'precedence',
            title: t('precedence'),
            cell: ({ attribute }) => t(`precedences.${attribute.precedence}`),
          },
        ]}
        {...(mayWrite && {
          actions: ({ attribute, index }) => (
            <RowMenu
              name={attribute.name}
              actions={[
                { title: common('edit'), icon: <EditRegular />, onSelect: () => setEdited(index) },
                {
                  title: common('remove'),
                  icon: <DeleteRegular />,
                  disabled: merge.length === 1,
                  onSelect: () => change({ ...definition, merge: merge.toSpliced(index, 1) }),
                },
              ]}
            />
          ),
        })}
      />
      {open && edited !== undefined && (
        <MergePane
          attribute={open}
          datedEntities={map.filter(({ changedAt }) => changedAt).map(({ entityName }) => entityName)}
          onApply={next => {
            change({ ...definition, merge: merge.with(edited, next) })
            setEdited(undefined)
          }}
          onClose={() => setEdited(undefined)}
        />
      )}
    </Section>
  )
}
