'use client'

import { ConnectPane } from '#components/destinations/connect-pane.tsx'
import { ConsentPane } from '#components/destinations/consent-pane.tsx'
import type { DestinationInfo } from '#lib/destinations/destinations.ts'
import type { Reachability } from '#lib/destinations/reachability.ts'

/** Where this console is, whether a flow in the cloud can get there, and whether flows can be simulated here. */
export type Deployment = { address: string; hasSimulator: boolean } & Reachability

type Props = {
  deployment: Deployment
  /** Absent while it is being set up. */
  destination: DestinationInfo | undefined
  onConnected: (destinationId: string) => void
  onClose: () => void
}

/** First the consent, then what a flow maker needs. */
export function SetUpPane({ deployment, destination, onConnected, onClose }: Props) {
  return destination ? (
    <ConnectPane deployment={deployment} destination={destination} onClose={onClose} />
  ) : (
    <ConsentPane onConnected={onConnected} onClose={onClose} />
  )
}
