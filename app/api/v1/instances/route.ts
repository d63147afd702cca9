import { created } from '#lib/http/answer.ts'
import { methods, signedIn } from '#lib/http/route.ts'
import { createInstance, listInstances } from '#lib/instances/instances.ts'
import { InstanceName } from '#lib/instances/schema.ts'

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  GET: signedIn({}, async ({ actor }) => listInstances(actor)),
  POST: signedIn({ body: InstanceName }, async ({ actor, body }) => {
    const instance = await createInstance(actor, body)
    return created(instance, `/api/v1/instances/${instance.instanceId}`)
  }),
})
