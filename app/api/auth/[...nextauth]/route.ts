import { handleAuth } from '#lib/auth/handler.ts'
import { methods } from '#lib/http/route.ts'

export const { GET, POST, PUT, PATCH, DELETE } = methods({ GET: handleAuth, POST: handleAuth })
