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
import { Pane } from '#components/page/pane.tsx'
import { PaneCommands } from '#components/page/pane-commands.tsx'
import { PaneSection } from '#components/page/pane-section.tsx'
import { ProblemBar } from '#components/page/problem-bar.tsx'
import { ExactTime } from '#components/page/time.tsx'
import { useDetails } from '#components/page/use-details.ts'
import { RuleText } from '#components/rules/rule-text.tsx'
import { Members } from '#components/segments/members.tsx'
import { evaluatedOf, pointsOf, statusOf } from '#components/segments/shown.ts'
import type { SegmentView } from '#lib/insights/segments/view.ts'
import type { ThresholdView } from '#lib/triggers/threshold-view.ts'

type Props = {
  name: string
  /** As the list has it, until the details are read. */
  listed: SegmentView | undefined
  onClose: () => void
  onEdit: () => void
}

export function SegmentDetails({ name, listed, onClose, onEdit }: Props) {
  const paths = usePaths()
  const { details: segment, error, leave } = useDetails<SegmentView>(paths.segmentHistory(name), listed, onClose)
  return (
    <Pane title={segment?.friendlyName ?? name} onClose={onClose}>
      <ProblemBar problem={error} />
      {segment && <Shown segment={segment} onEdit={onEdit} onDelete={leave} />}
    </Pane>
  )
}

type ShownProps = { segment: SegmentView; onEdit: () => void; onDelete: () => void }

function Shown({ segment, onEdit, onDelete }: ShownProps) {
  const t = useTranslations('segments')
  const insights = useTranslations('insights')
  const common = useTranslations('common')
  const rules = useTranslations('rules')
  const { can } = useAccess()
  const paths = usePaths()
  const commands = useCommands('segment')
  const { data: thresholds = [] } = useSWR<ThresholdView[]>(paths.thresholds)
  const { jobStatus, entityCount, evaluationDate, error } = segment.evaluationStatus
  const count = thresholds.filter(({ segmentName }) => segmentName === segment.name).length
  return (
    <>
      {can('segments.write') && <PaneCommands actions={commands(evaluatedOf(segment), { onEdit, onDelete })} />}
      <ErrorBar error={error} hasSucceeded={jobStatus !== 'CompletedFailure'} />
      <Figure value={entityCount} label={t('members')} />
      <Facts>
        <Fact name={common('status')}>
          <InsightStatus status={statusOf(segment)} />
        </Fact>
        <Fact name={insights('state')}>{insights(segment.state)}</Fact>
        <Fact name={insights('lastRefreshed')}>
          {evaluationDate ? <ExactTime at={evaluationDate} /> : common('never')}
        </Fact>
        <Fact name={insights('thresholds')}>
          <ThresholdCount name={segment.friendlyName} count={count} />
        </Fact>
        <Fact name={insights('uniqueName')}>{segment.name}</Fact>
        <Fact name={insights('description')}>{segment.description}</Fact>
        <Fact name={insights('kind')}>{t(`kinds.${segment.kind}`)}</Fact>
        <Fact name={insights('entity')}>{segment.entityName}</Fact>
      </Facts>
      {segment.rule && (
        <PaneSection title={rules('title')}>
          <RuleText rule={segment.rule} />
        </PaneSection>
      )}
      {segment.sql !== undefined && (
        <PaneSection title={insights('sql')}>
          <CodeBox code={segment.sql} label={insights('sql')} />
        </PaneSection>
      )}
      <PaneSection title={insights('history')}>
        <History name={segment.friendlyName} points={pointsOf(segment)} days={DETAIL_DAYS} />
      </PaneSection>
      {segment.kind !== 'external' && (
        <PaneSection title={t('firstMembers')}>
          <Members name={segment.name} />
        </PaneSection>
      )}
      {segment.kind === 'external' && (
        <PaneSection title={insights('recipe')}>
          <Recipe path={paths.segment(segment.name)} example={{ memberCount: 1200 }} />
        </PaneSection>
      )}
    </>
  )
}
