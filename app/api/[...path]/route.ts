import type { NextRequest } from 'next/server'
import { NotFound } from '#lib/errors.ts'
import { problem } from '#lib/http/problem.ts'

const nothing = async (request: NextRequest) =>
  problem(new NotFound('There is nothing at this address.'), request.nextUrl.pathname)

export { nothing as DELETE, nothing as GET, nothing as PATCH, nothing as POST, nothing as PUT }
