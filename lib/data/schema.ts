import { z } from 'zod'

const text = z.string().max(4000).optional()

const OPTIONS = {
  $select: text,
  $filter: text,
  $orderby: text,
  $top: z.coerce.number().int().min(1).max(1000).default(100),
  $skip: z.coerce.number().int().min(0).max(1_000_000_000).default(0),
  $count: z.stringbool({ truthy: ['true'], falsy: ['false'], case: 'sensitive' }).default(false),
  $skiptoken: text,
}

/** The OData options of reading items. One that is not understood is refused: without it the items would be others. */
export const ItemQuery = z.looseObject(OPTIONS).superRefine((query, context) => {
  for (const name of Object.keys(query).filter(name => name.startsWith('$') && !Object.hasOwn(OPTIONS, name))) {
    context.addIssue({
      code: 'custom',
      path: [name],
      message: `is not supported; there are ${Object.keys(OPTIONS).join(', ')}`,
    })
  }
})
export type ItemQuery = z.infer<typeof ItemQuery>
