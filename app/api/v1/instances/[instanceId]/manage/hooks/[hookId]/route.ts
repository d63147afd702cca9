import type { NextRequest } from 'next/server'
import { z } from 'zod'
import { config } from '#lib/config.ts'
import { NotFound } from '#lib/errors.ts'
import { noContent } from '#lib/http/answer.ts'
import { parse } from '#lib/http/parse.ts'
import { anonymous, inInstance, methods, uuidParam } from '#lib/http/route.ts'
import { getHook } from '#lib/subscriptions/manage.ts'
import { removeHook } from '#lib/subscriptions/remove.ts'
import { HookPatch, hookBody } from '#lib/subscriptions/schema.ts'
import { changeHook } from '#lib/subscriptions/status.ts'
import { subscribe } from '#lib/subscriptions/subscribe.ts'
import { unsubscribe } from '#lib/subscriptions/unsubscribe.ts'
import { isTrigger } from '#lib/triggers/catalogue.ts'

// One segment, three meanings: POST subscribes to a trigger by its name; GET, PATCH and DELETE take the subscription's id;
// DELETE also takes the unguessable id that only the subscriber was given, and then asks for no credentials.

const removeById = inInstance({}, async ({ access, params }) => {
  await removeHook(access, uuidParam(params, 'hookId'))
  return noContent()
})

const removeByCapability = anonymous({}, async ({ params, request }) => {
  const { instanceId } = parse(z.object({ instanceId: z.uuid() }), params, 'The address')
  await unsubscribe(instanceId, params.hookId ?? '', request.headers.get('x-client-address') ?? undefined)
  return noContent()
})

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  POST: inInstance({ body: z.looseObject({}) }, async ({ access, params, body }) => {
    const trigger = params.hookId ?? ''
    if (!isTrigger(trigger)) throw new NotFound(`There is no trigger ${trigger}.`)
    const { hook, unsubscribeId, secret } = await subscribe(access, trigger, parse(hookBody(trigger), body, 'The body'))
    const href = `${config().appUrl}/api/v1/instances/${access.instance.id}/manage/hooks/${unsubscribeId}`
    return Response.json(
      { ...hook, href, secret },
      { status: secret ? 201 : 200, headers: { Location: href, 'Cache-Control': 'no-store' } },
    )
  }),
  GET: inInstance({}, ({ access, params }) => getHook(access, uuidParam(params, 'hookId'))),
  PATCH: inInstance({ body: HookPatch }, ({ access, params, body }) =>
    changeHook(access, uuidParam(params, 'hookId'), body),
  ),
  DELETE: async (request: NextRequest, context) => {
    const { hookId } = await context.params
    return z.uuid().safeParse(hookId).success ? removeById(request, context) : removeByCapability(request, context)
  },
})
