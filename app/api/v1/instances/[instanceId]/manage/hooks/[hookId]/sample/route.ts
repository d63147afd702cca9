import { NotFound } from '#lib/errors.ts'
import { sample } from '#lib/events/sample.ts'
import { inInstance, methods } from '#lib/http/route.ts'
import { permit } from '#lib/instances/permissions.ts'
import { isTrigger, triggerNames } from '#lib/triggers/catalogue.ts'

/** The segment is named for its neighbours; here it is the trigger. */
export const { GET, POST, PUT, PATCH, DELETE } = methods({
  GET: inInstance({}, async ({ access, params }) => {
    permit(access, 'hooks.read')
    const trigger = params.hookId ?? ''
    if (!isTrigger(trigger)) {
      throw new NotFound(`There is no trigger ${trigger}; the triggers are ${triggerNames.join(', ')}.`)
    }
    return [{ ...sample(trigger), instanceId: access.instance.id, instanceName: access.instance.name }]
  }),
})
