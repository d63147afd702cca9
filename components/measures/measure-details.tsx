'use client'

import useSWR from 'swr'
import { useTranslations } from 'use-intl/react'
import { useAccess } from '#components/access.tsx'
import { History } from '#components/history/history.tsx'
import { CodeBox } from '#components/insights/code-box.tsx'
import { ErrorBar } from '#components/insights/error-bar.tsx'
import { Fact, Facts } from '#components/insights/facts.tsx'
import { Figure } from '#components/insights/figure.tsx'
import { DETAIL_DAYS } from '#components/insights/paths.ts'
import { Recipe } from '#components/insights/recipe.tsx'
import { InsightStatus } from '#components/insights/status.tsx'
import { ThresholdCount } from '#components/insights/threshold-count.tsx'
import { useCommands } from '#components/insights/use-commands.tsx'
import { usePaths } from '#components/insights/use-paths.ts'
import { ByDimension } from '#components/measures/by-dimension.tsx'
import { Calculation } from '#components/measures/calculation.tsx'
import { definitionOf, evaluatedOf, numberOf, pointsOf, sqlOf, statusOf } from '#components/measures/shown.ts'
import { Pane } from '#components/page/pane.tsx'
import { PaneCommands } from '#components/page/pane-commands.tsx'
import { PaneSection } from '#components/page/pane-section.tsx'
import { ProblemBar } from '#components/page/problem-bar.tsx'
import { ExactTime } from '#components/page/time.tsx'
import { useDetails } from '#components/page/use-details.ts'
import { RuleText } from '#components/rules/rule-text.tsx'
import type { MeasureView } from '#lib/insights/measures/view.ts'
import type { ThresholdView } from '#lib/triggers/threshold-view.ts'

type Props = {
  name: string
  /** As the list has it, until the details are read. */
  listed: MeasureView | undefined
  onClose: () => void
  onEdit: () => void
}

export function MeasureDetails({ name, listed, onClose, onEdit }: Props) {
  const paths = usePaths()
  const { details: measure, error, leave } = useDetails<MeasureView>(paths.measureHistory(name), listed, onClose)
  return (
    <Pane title={measure?.displayName ?? name} onClose={onClose}>
      <ProblemBar problem={error} />
      {measure && <Shown measure={measure} onEdit={onEdit} onDelete={leave} />}
    </Pane>
  )
}

type ShownProps = { measure: MeasureView; onEdit: () => void; onDelete: () => void }

function Shown({ measure, onEdit, onDelete }: ShownProps) {
  const t = useTranslations('measures')
  const insights = useTranslations('insights')
  const common = useTranslations('common')
  const { can } = useAccess()
  const paths = usePaths()
  const commands = useCommands('measure')
  const { data: thresholds = [] } = useSWR<ThresholdView[]>(paths.thresholds)
  const { endTime, error } = measure.latestEvaluation
  const definition = definitionOf(measure)
  const sql = sqlOf(measure)
  const count = thresholds.filter(({ measureName }) => measureName === measure.name).length
  return (
    <>
      {can('measures.write') && <PaneCommands actions={commands(evaluatedOf(measure), { onEdit, onDelete })} />}
      <ErrorBar error={error} hasSucceeded={measure.latestEvaluation.state !== 'failed'} />
      <Figure value={numberOf(measure)} label={t('value')} />
      <Facts>
        <Fact name={common('status')}>
          <InsightStatus status={statusOf(measure)} />
        </Fact>
        <Fact name={insights('state')}>{insights(measure.state)}</Fact>
        <Fact name={insights('lastRefreshed')}>{endTime ? <ExactTime at={endTime} /> : common('never')}</Fact>
        <Fact name={insights('thresholds')}>
          {measure.definition.isScalar && <ThresholdCount name={measure.displayName} count={count} />}
        </Fact>
        <Fact name={insights('uniqueName')}>{measure.name}</Fact>
        <Fact name={insights('description')}>{measure.description}</Fact>
        <Fact name={insights('kind')}>{t(`kinds.${measure.kind}`)}</Fact>
        <Fact name={t('dimensions')}>{measure.definition.dimensions.join(', ')}</Fact>
        <Fact name={t('calculation')}>{definition && <Calculation definition={definition} />}</Fact>
      </Facts>
      {definition?.filter && (
        <PaneSection title={t('filter')}>
          <RuleText rule={definition.filter} />
        </PaneSection>
      )}
      {sql !== undefined && (
        <PaneSection title={insights('sql')}>
          <CodeBox code={sql} label={insights('sql')} />
        </PaneSection>
      )}
      {measure.definition.isScalar ? (
        <PaneSection title={insights('history')}>
          <History name={measure.displayName} points={pointsOf(measure)} days={DETAIL_DAYS} />
        </PaneSection>
      ) : (
        <PaneSection title={t('byDimension')}>
          <ByDimension measure={measure} />
        </PaneSection>
      )}
      {measure.kind === 'external' && (
        <PaneSection title={insights('recipe')}>
          <Recipe path={paths.measure(measure.name)} example={{ value: 48.2 }} />
        </PaneSection>
      )}
    </>
  )
}
