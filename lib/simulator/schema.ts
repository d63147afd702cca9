import { z } from 'zod'
import { type Behaviour, behaviours } from '#lib/simulator/behaviours.ts'

export const FlowBehaviour = z.object({ behaviour: z.enum(behaviours as [Behaviour, ...Behaviour[]]) })
