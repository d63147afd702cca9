import { z } from 'zod'

const name = z.string().trim().max(200).nullable()
const value = z.number()
const direction = z.enum(['above', 'below'])
const rearmMargin = z.number().min(0)
const cooldownSeconds = z.int().min(0).max(31_536_000)

export const NewThreshold = z
  .object({
    name: name.optional(),
    segmentName: z.string().optional(),
    measureName: z.string().optional(),
    value,
    direction: direction.default('above'),
    rearmMargin: rearmMargin.default(0),
    cooldownSeconds: cooldownSeconds.default(0),
  })
  .refine(body => (body.segmentName === undefined) !== (body.measureName === undefined), {
    error: 'name one of segmentName and measureName',
    path: ['segmentName'],
  })
export type NewThreshold = z.infer<typeof NewThreshold>

export const ThresholdChange = z.object({ name, value, direction, rearmMargin, cooldownSeconds }).partial()
export type ThresholdChange = z.infer<typeof ThresholdChange>
