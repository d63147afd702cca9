'use client'

import dynamic from 'next/dynamic'
import { useState } from 'react'
import useSWR from 'swr'
import { OpenReplays } from '#components/power-automate/replays/open-replays.tsx'
import { ReplayCommands } from '#components/power-automate/replays/replay-commands.tsx'
import { usePaths } from '#components/power-automate/use-paths.ts'
import type { Page } from '#components/use-pages.ts'
import type { DeliveryFilter } from '#lib/deliveries/filter.ts'
import type { Selection } from '#lib/deliveries/replays/selection.ts'
import type { ReplayView } from '#lib/deliveries/replays/view.ts'

const ReplayDialog = dynamic(() =>
  import('#components/power-automate/replays/replay-dialog.tsx').then(m => m.ReplayDialog),
)
const RecentReplays = dynamic(() =>
  import('#components/power-automate/replays/recent-replays.tsx').then(m => m.RecentReplays),
)

type Props = {
  filter: DeliveryFilter
  isEmpty: boolean
  selected: ReadonlySet<string>
  onStarted: () => void
}

/** Replaying many, as the parts of a page: its commands, what is under way, and what is open over it. */
export function useReplays({ filter, isEmpty, selected, onStarted }: Props) {
  const { data } = useSWR<Page<ReplayView>>(usePaths().recentReplays)
  const [asked, setAsked] = useState<Selection>()
  const [recent, setRecent] = useState(false)
  const replays = data?.value ?? []
  return {
    commands: (
      <ReplayCommands
        selected={selected.size}
        isFiltered={Object.values(filter).some(Boolean)}
        isEmpty={isEmpty}
        onSelected={() => setAsked({ deliveryIds: [...selected] })}
        onAll={() => setAsked({ filter })}
        onRecent={() => setRecent(true)}
      />
    ),
    underWay: <OpenReplays replays={replays.filter(({ endedAt }) => endedAt === undefined)} />,
    dialogs: (
      <>
        {asked && (
          <ReplayDialog
            selection={asked}
            onClose={() => setAsked(undefined)}
            onStarted={() => {
              setAsked(undefined)
              onStarted()
            }}
          />
        )}
        {recent && <RecentReplays replays={replays} onClose={() => setRecent(false)} />}
      </>
    ),
  }
}
